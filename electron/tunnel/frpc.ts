import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { OutputReader } from './program.ts';

/** The options that name its configuration file: `-c FILE`, `-cFILE`, `-c=FILE` and the same in long. */
const separate = /^(?:-c|--config)$/;
const joined = /^(-c=?|--config=)(.+)$/;

/**
 * Reads what frpc prints: `[web] start proxy success` for each proxy of its configuration file, or `start error: …`. The
 * address stands in the server's configuration, so the admin has to give it.
 */
export const frpc: OutputReader = {
  args: (_, dataDir) => ['-c', join(dataDir, 'frpc.toml')],
  prepare: withConfigFile,
  read: (line) => ({ ready: /start proxy success/.test(line) }),
  namesAreNew: false,
};

/**
 * The arguments with the path of the configuration file made absolute: one that is relative stands in the data folder,
 * wherever the gateway was started from. Fails with `tunnel/frpc-config` where there is no such file.
 */
async function withConfigFile(args: string[], dataDir: string): Promise<Result<string[]>> {
  const absolute: string[] = [];
  for (const [index, arg] of args.entries()) {
    const isFile = index > 0 && separate.test(args[index - 1] ?? '');
    const [, option = '', named] = isFile ? ['', '', arg] : (joined.exec(arg) ?? []);
    const file = named === undefined ? undefined : resolve(dataDir, named);
    const reason = file && (await missing(file));
    if (file && reason) return err(failure('tunnel/frpc-config', { file, reason }));
    absolute.push(file === undefined ? arg : `${option}${file}`);
  }
  return ok(absolute);
}

/** Why a file can't be had; undefined where it can. */
async function missing(file: string): Promise<string | undefined> {
  return access(file).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}
