import type { z } from 'zod';
import {
  localTargetId,
  type SshAuth,
  secretsUsedBy,
  Target,
  type TargetSecretName,
  type TargetSystem,
  type TargetView,
} from '../../shared/target.ts';
import { freeId } from './account-form.ts';

/** The ways to a target that its form has a section for. */
export const formDrivers = ['ssh', 'wake', 'ipmi', 'vnc'] as const;
export type FormDriver = (typeof formDrivers)[number];

/** A target as its form holds it: every field there, empty where nothing is typed. No secret is in it. */
export interface TargetForm {
  id: string;
  name: string;
  aliases: string[];
  system: TargetSystem;
  group: string;
  tags: string[];
  asset: string;
  notes: string;
  /** Which sections are switched on; what is typed in one that is off stays until the page is left. */
  on: Record<FormDriver, boolean>;
  sshHost: string;
  /** Ports are empty for the usual one. */
  sshPort: string;
  sshUser: string;
  sshBy: z.infer<typeof SshAuth>['by'];
  keyFile: string;
  /** Empty for none, as `relay`. */
  jump: string;
  mac: string;
  /** Empty for 255.255.255.255. */
  broadcast: string;
  wakePort: string;
  relay: string;
  ipmiHost: string;
  ipmiPort: string;
  ipmiUser: string;
  vncHost: string;
  vncPort: string;
  services: string[];
  logs: string[];
  /** Whether its last hour is kept. */
  watch: boolean;
}

export type TargetField = Exclude<keyof TargetForm, 'on' | 'sshBy' | 'watch'>;

/** Secrets that are being typed. They live in the form's component only, until they are saved. */
export type TypedTargetSecrets = { [Name in TargetSecretName]?: string };

export interface TargetProblem {
  kind: 'missing' | 'too-long' | 'too-many' | 'wrong' | 'taken' | 'id-local';
  /** The bound that is exceeded. */
  most?: number;
  /** Which of several it is. */
  item?: string;
  /** Who has that name already. */
  other?: string;
}
export type TargetProblems = { [Field in TargetField]?: TargetProblem };

/** The fields of each section, in the order of the form. */
export const driverFields = {
  ssh: ['sshHost', 'sshPort', 'sshUser', 'keyFile', 'jump'],
  wake: ['mac', 'broadcast', 'wakePort', 'relay'],
  ipmi: ['ipmiHost', 'ipmiPort', 'ipmiUser'],
  vnc: ['vncHost', 'vncPort'],
} as const satisfies Record<FormDriver, readonly TargetField[]>;

const usual = { sshPort: '22', wakePort: '9', ipmiPort: '623', vncPort: '5900', broadcast: '255.255.255.255' } as const;
/** What counts where a field is left empty. */
export const usualOf = (field: TargetField): string => (field in usual ? usual[field as keyof typeof usual] : '');
const unlessUsual = (field: keyof typeof usual, value: string | number): string => (String(value) === usual[field] ? '' : String(value));

const emptyForm: TargetForm = {
  ...{ name: '', id: '', aliases: [], system: 'linux', group: '', tags: [], asset: '', notes: '' },
  on: { ssh: false, wake: false, ipmi: false, vnc: false },
  ...{ sshHost: '', sshPort: '', sshUser: '', sshBy: 'agent', keyFile: '', jump: '' },
  ...{ mac: '', broadcast: '', wakePort: '', relay: '' },
  ...{ ipmiHost: '', ipmiPort: '', ipmiUser: '', vncHost: '', vncPort: '', services: [], logs: [], watch: false },
};

/** The fields in the order of the form. */
export const targetFields = Object.keys(emptyForm).filter((name): name is TargetField => !['on', 'sshBy', 'watch'].includes(name));

/** The form of a target that is yet to be added: most are reached by ssh. */
export const newTargetForm = (): TargetForm => ({ ...emptyForm, on: { ...emptyForm.on, ssh: true } });

export function formOfTarget(target: Target): TargetForm {
  const { id, name, aliases, system, tags, notes, services, logs, watch, ssh, wake, ipmi, vnc } = target;
  return {
    ...emptyForm,
    ...{ id, name, aliases, system, tags, notes, services, logs, watch, group: target.group ?? '', asset: target.asset ?? '' },
    on: { ssh: ssh !== undefined, wake: wake !== undefined, ipmi: ipmi !== undefined, vnc: vnc !== undefined },
    ...(ssh && {
      ...{ sshHost: ssh.host, sshPort: unlessUsual('sshPort', ssh.port), sshUser: ssh.user, sshBy: ssh.auth.by },
      ...{ keyFile: ssh.auth.by === 'key' ? ssh.auth.file : '', jump: ssh.jump ?? '' },
    }),
    ...(wake && {
      ...{ mac: wake.mac, broadcast: unlessUsual('broadcast', wake.broadcast), wakePort: unlessUsual('wakePort', wake.port) },
      relay: wake.relay ?? '',
    }),
    ...(ipmi && { ipmiHost: ipmi.host, ipmiPort: unlessUsual('ipmiPort', ipmi.port), ipmiUser: ipmi.user }),
    ...(vnc && { vncHost: vnc.host, vncPort: unlessUsual('vncPort', vnc.port) }),
  };
}

/** A copy to start another target from, under an id and a name of its own. Names in the chat stay with the one that has them. */
export const copyOfTarget = (target: Target, taken: string[], name: string): TargetForm => ({
  ...formOfTarget(target),
  ...{ id: freeId(target.id, taken), name, aliases: [], asset: '' },
});

type Input = z.input<typeof Target>;
const given = <Name extends string>(name: Name, text: string) => (text === '' ? {} : ({ [name]: text } as { [Key in Name]: string }));
const port = (text: string) => (text === '' ? {} : { port: Number(text) });

const reaches = {
  ssh: ({ sshHost, sshPort, sshUser, sshBy, keyFile, jump }: TargetForm): Input['ssh'] => ({
    ...{ host: sshHost, ...port(sshPort), user: sshUser, ...given('jump', jump) },
    auth: sshBy === 'key' ? { by: 'key', file: keyFile } : { by: sshBy },
  }),
  wake: ({ mac, broadcast, wakePort, relay }: TargetForm): Input['wake'] => ({
    ...{ mac, ...given('broadcast', broadcast), ...port(wakePort), ...given('relay', relay) },
  }),
  ipmi: ({ ipmiHost, ipmiPort, ipmiUser }: TargetForm): Input['ipmi'] => ({ host: ipmiHost, ...port(ipmiPort), user: ipmiUser }),
  vnc: ({ vncHost, vncPort }: TargetForm): Input['vnc'] => ({ host: vncHost, ...port(vncPort) }),
};

/** What the form comes to, unchecked. */
function inputOf(form: TargetForm): Input {
  const { id, name, aliases, system, group, tags, asset, notes, services, logs, watch, on } = form;
  return {
    ...{ id, name, aliases, system, tags, notes, services, logs, watch, ...given('group', group), ...given('asset', asset) },
    ...Object.fromEntries(formDrivers.filter((kind) => on[kind]).map((kind) => [kind, reaches[kind](form)])),
  };
}

/** What the gateway takes; undefined where the form has problems. */
export const targetOfForm = (form: TargetForm): Target | undefined => Target.safeParse(inputOf(form)).data;

/**
 * A target with one way only, to try that way before the rest is filled in.
 * @param id the saved target's, whose secrets are used, or one that is free
 */
export const trialTarget = (form: TargetForm, kind: FormDriver, id: string): Target | undefined =>
  Target.safeParse({ id, name: id, system: form.system, [kind]: reaches[kind](form) }).data;

const nested: Record<string, TargetField> = {
  ...{ 'ssh.host': 'sshHost', 'ssh.port': 'sshPort', 'ssh.user': 'sshUser', 'ssh.auth.file': 'keyFile', 'ssh.jump': 'jump' },
  ...{ 'wake.mac': 'mac', 'wake.broadcast': 'broadcast', 'wake.port': 'wakePort', 'wake.relay': 'relay' },
  ...{ 'ipmi.host': 'ipmiHost', 'ipmi.port': 'ipmiPort', 'ipmi.user': 'ipmiUser', 'vnc.host': 'vncHost', 'vnc.port': 'vncPort' },
};

/** What is wrong with each field as it stands, after the schema that the gateway reads it with. @param others all but this one */
export function problemsOfTarget(form: TargetForm, others: Named[]): TargetProblems {
  const problems: TargetProblems = {};
  for (const issue of Target.safeParse(inputOf(form)).error?.issues ?? []) {
    const field = nested[issue.path.join('.')] ?? (issue.path[0] as TargetField);
    problems[field] ??= problemOf(form, field, issue);
  }
  const owners = new Map(others.flatMap((other) => [other.id, other.name, ...other.aliases].map((name) => [folded(name), other.id])));
  for (const field of ['id', 'name', 'aliases'] as const) {
    const item = [form[field]].flat().find((name) => name !== '' && owners.has(folded(name)));
    if (item !== undefined) problems[field] ??= { kind: 'taken', item, other: owners.get(folded(item)) ?? '' };
  }
  if (form.id === localTargetId) problems.id = { kind: 'id-local' };
  return problems;
}

/** What shares the space of names with a target: whatever is said in the chat names one of them. */
export type Named = Pick<Target, 'id' | 'name' | 'aliases'>;

/** Names that differ only in letter case or width are the same in the chat. */
const folded = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

function problemOf(form: TargetForm, field: TargetField, issue: z.core.$ZodIssue): TargetProblem {
  const typed = form[field];
  const at = issue.path[1];
  const item = Array.isArray(typed) && typeof at === 'number' ? typed[at] : undefined;
  if (item === undefined && typed.length === 0) return { kind: 'missing' };
  const isPort = typeof typed === 'string' && field.endsWith('Port');
  if (issue.code === 'too_big' && !isPort) {
    const most = Number(issue.maximum);
    return item === undefined && Array.isArray(typed) ? { kind: 'too-many', most } : { kind: 'too-long', most, ...(item && { item }) };
  }
  return { kind: 'wrong', ...(item !== undefined && { item }) };
}

/** The secrets that the form has fields for. */
export const secretsOfForm = (form: TargetForm): TargetSecretName[] =>
  secretsUsedBy({
    ...(form.on.ssh && { ssh: { auth: { by: form.sshBy } } as NonNullable<Target['ssh']> }),
    ...(form.on.wake && { wake: {} as NonNullable<Target['wake']> }),
    ...(form.on.ipmi && { ipmi: {} as NonNullable<Target['ipmi']> }),
    ...(form.on.vnc && { vnc: {} as NonNullable<Target['vnc']> }),
  });

/** The secrets that were really typed, and that the target has a use for. */
export function givenTargetSecrets(form: TargetForm, typed: TypedTargetSecrets): TypedTargetSecrets {
  const used = secretsOfForm(form);
  return Object.fromEntries(Object.entries(typed).filter(([name, text]) => text !== '' && used.includes(name as TargetSecretName)));
}

export const sameTargetForm = (one: TargetForm, other: TargetForm): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Where a target is: of the ways to it, the first that names an address. */
export const addressOf = ({ ssh, vnc, ipmi, wake }: Pick<TargetView, 'ssh' | 'vnc' | 'ipmi' | 'wake'>): string =>
  ssh?.host ?? vnc?.host ?? ipmi?.host ?? wake?.mac ?? '';
