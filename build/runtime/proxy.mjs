/** The proxy that Electron's download goes through: the one of the environment, or npm's own. */

/**
 * What the downloader has to find in the environment to go through a proxy.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>} nothing where no proxy is named
 */
export function proxyVariables(env) {
  const npm = env.npm_config_https_proxy || env.npm_config_proxy;
  const proxy = env.https_proxy || env.HTTPS_PROXY || npm || env.http_proxy || env.HTTP_PROXY;
  if (!proxy) return {};
  const except = env.no_proxy || env.NO_PROXY || env.npm_config_noproxy || '';
  // why in small letters: these it looks at first, even where they are set to nothing
  return { ELECTRON_GET_USE_PROXY: '1', https_proxy: proxy, no_proxy: except };
}

/**
 * Downloads with these set, and only so long: the program that starts next is to see what the user has set.
 * @template T
 * @param {() => Promise<T>} download has to load the downloader, which looks for a proxy when it is loaded
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function throughProxy(download, env = process.env) {
  const variables = proxyVariables(env);
  const before = Object.keys(variables).map((name) => /** @type {const} */ ([name, env[name]]));
  Object.assign(env, variables);
  try {
    return await download();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  }
}
