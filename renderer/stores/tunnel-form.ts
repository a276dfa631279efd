import { holdsToken, isProgram, type TunnelConfig, type TunnelProvider } from '../../shared/tunnel.ts';

type SshConfig = Extract<TunnelConfig, { provider: 'ssh' }>;
export type SshAuth = SshConfig['auth']['by'];
export type TunnelProgram = Extract<TunnelConfig, { provider: 'program' }>['program'];

/** The texts of the form, those of every provider, so that a look at another one costs nothing. No secret is in it. */
export interface TunnelTexts {
  /** Public URL of an own domain. */
  ownUrl: string;
  /** Empty for the hosted server. */
  server: string;
  subdomain: string;
  host: string;
  /** Empty for 22. */
  port: string;
  user: string;
  keyFile: string;
  /** Empty for 127.0.0.1. */
  remoteHost: string;
  remotePort: string;
  sshUrl: string;
  /** Empty for the program's own name. */
  command: string;
  /** As in a shell: by blanks, with "…" around what has some. */
  args: string;
  programUrl: string;
}
export type TunnelField = keyof TunnelTexts;

export interface TunnelForm extends TunnelTexts {
  provider: TunnelProvider;
  by: SshAuth;
  program: TunnelProgram;
}

/** What goes to the secrets. */
export type PasswordKind = 'password' | 'passphrase' | 'programToken';

export type TunnelProblem = 'missing' | 'blanks' | 'url' | 'bare-url' | 'host' | 'port' | 'subdomain' | 'command' | 'token';
export type TunnelProblems = { [Field in TunnelField | 'password']?: TunnelProblem };

export const defaultPort = '22';
export const defaultRemoteHost = '127.0.0.1';
export const defaultServer = 'https://localtunnel.me';

const emptyForm: TunnelForm = {
  ...{ provider: 'none', by: 'key', program: 'cloudflared', ownUrl: '', server: '', subdomain: '', host: '', port: '', user: '' },
  ...{ keyFile: '', remoteHost: '', remotePort: '', sshUrl: '', command: '', args: '', programUrl: '' },
};

const unlessDefault = (text: string | number, usual: string): string => (String(text) === usual ? '' : String(text));

export function formOfTunnel(config: TunnelConfig): TunnelForm {
  const form = { ...emptyForm, provider: config.provider };
  switch (config.provider) {
    case 'none':
      return { ...form, ownUrl: config.publicUrl ?? '' };
    case 'localtunnel':
      return { ...form, server: unlessDefault(config.server, defaultServer), subdomain: config.subdomain ?? '' };
    case 'ssh': {
      const { host, port, user, auth, remoteHost, remotePort, publicUrl } = config;
      return {
        ...form,
        ...{ host, user, by: auth.by, port: unlessDefault(port, defaultPort), keyFile: auth.by === 'key' ? auth.file : '' },
        ...{ remoteHost: unlessDefault(remoteHost, defaultRemoteHost), remotePort: String(remotePort), sshUrl: publicUrl },
      };
    }
    case 'program': {
      const { program, command, args, publicUrl = '' } = config;
      return { ...form, program, command: unlessDefault(command, program), args: joinArgs(args), programUrl: publicUrl };
    }
  }
}

/** What the gateway takes; of a form without problems. */
export function configOfTunnel(form: TunnelForm): TunnelConfig {
  const given = <Name extends string>(name: Name, text: string) => (text === '' ? {} : ({ [name]: text } as { [Key in Name]: string }));
  switch (form.provider) {
    case 'none':
      return { provider: 'none', ...given('publicUrl', form.ownUrl) };
    case 'localtunnel':
      return { provider: 'localtunnel', server: form.server || defaultServer, ...given('subdomain', form.subdomain) };
    case 'ssh':
      return {
        ...{ provider: 'ssh', host: form.host, port: Number(form.port || defaultPort), user: form.user },
        auth: form.by === 'key' ? { by: 'key', file: form.keyFile } : { by: form.by },
        ...{ remoteHost: form.remoteHost || defaultRemoteHost, remotePort: Number(form.remotePort), publicUrl: form.sshUrl },
      };
    case 'program':
      return {
        ...{ provider: 'program', program: form.program, command: form.command || form.program, args: splitArgs(form.args) },
        ...given('publicUrl', form.programUrl),
      };
  }
}

/** The fields that a provider has, in the order of its form. */
export function fieldsOfTunnel({ provider, by }: Pick<TunnelForm, 'provider' | 'by'>): TunnelField[] {
  switch (provider) {
    case 'none':
      return ['ownUrl'];
    case 'localtunnel':
      return ['server', 'subdomain'];
    case 'ssh':
      return ['host', 'port', 'user', ...(by === 'key' ? (['keyFile'] as const) : []), 'remoteHost', 'remotePort', 'sshUrl'];
    case 'program':
      return ['command', 'args', 'programUrl'];
  }
}

/** The secret that the provider's form asks for. */
export function passwordOfTunnel({ provider, by, program, args }: TunnelForm): PasswordKind | undefined {
  if (provider === 'ssh' && by !== 'agent') return by === 'key' ? 'passphrase' : 'password';
  return provider === 'program' && program === 'cloudflared' && args.trim() !== '' ? 'programToken' : undefined;
}

const mayBeEmpty: TunnelField[] = ['ownUrl', 'server', 'subdomain', 'port', 'remoteHost', 'command', 'args'];
/** A path may have blanks in it. */
const mayHaveBlanks: TunnelField[] = ['keyFile', 'command', 'args'];

const isHost = (text: string) => /^\[?[\p{L}\d._:-]+\]?$/u.test(text);
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

function urlProblem(text: string): TunnelProblem | undefined {
  if (!/^https?:\/\/[^\s/?#]+/i.test(text) || !URL.canParse(text)) return 'url';
  return /[?#]|\/\/[^/]*@/.test(text) ? 'bare-url' : undefined;
}

const checks: { [Field in TunnelField]?: (text: string, form: TunnelForm) => TunnelProblem | undefined } = {
  ...{ ownUrl: urlProblem, sshUrl: urlProblem, programUrl: urlProblem, server: urlProblem },
  // The gateway knows whether letter case counts where it runs.
  command: (text, { program }) => (isProgram(text, program, true) ? undefined : 'command'),
  args: (text) => (splitArgs(text).some(holdsToken) ? 'token' : undefined),
  subdomain: (text) => (/^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/.test(text) ? undefined : 'subdomain'),
  host: (text) => (isHost(text) ? undefined : 'host'),
  remoteHost: (text) => (isHost(text) ? undefined : 'host'),
  port: (text) => (isPort(text) ? undefined : 'port'),
  remotePort: (text) => (isPort(text) ? undefined : 'port'),
};

/** What is wrong with each field of the chosen provider, as it stands. @param saved what the gateway has now */
export function problemsOfTunnel(form: TunnelForm, saved: TunnelConfig | undefined, password = ''): TunnelProblems {
  const problems: TunnelProblems = {};
  for (const field of fieldsOfTunnel(form)) {
    const problem = checkTunnelField(form, field);
    if (problem) problems[field] = problem;
  }
  if (password === '' && lacksPassword(form, saved)) problems.password = 'missing';
  return problems;
}

function checkTunnelField(form: TunnelForm, field: TunnelField): TunnelProblem | undefined {
  const text = form[field];
  const isOptional = mayBeEmpty.includes(field) || (field === 'programUrl' && saysItsUrl(form));
  if (text.trim() === '') return isOptional ? undefined : 'missing';
  if (!mayHaveBlanks.includes(field) && /\s/.test(text)) return 'blanks';
  return checks[field]?.(text, form);
}

/** A quick tunnel of cloudflared prints its address; a named one, which is `run`, and frpc don't. */
const saysItsUrl = ({ program, args }: TunnelForm): boolean => program === 'cloudflared' && !splitArgs(args).includes('run');

/** A password that was given for one login is not carried to another server. */
function lacksPassword(form: TunnelForm, saved: TunnelConfig | undefined): boolean {
  if (form.provider !== 'ssh' || form.by !== 'password') return false;
  if (saved?.provider !== 'ssh' || saved.auth.by !== 'password') return true;
  return saved.host !== form.host || saved.user !== form.user || String(saved.port) !== (form.port || defaultPort);
}

/** Whether saving would change anything. */
export const sameTunnel = (form: TunnelForm, config: TunnelConfig): boolean =>
  JSON.stringify(configOfTunnel(form)) === JSON.stringify(configOfTunnel(formOfTunnel(config)));

/** `-c "my frpc.toml"` are two arguments. */
export const splitArgs = (text: string): string[] => [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

export const joinArgs = (args: string[]): string => args.map((arg) => (arg === '' || /\s/.test(arg) ? `"${arg}"` : arg)).join(' ');
