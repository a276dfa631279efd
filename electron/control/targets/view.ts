import { hostname } from 'node:os';
import type { Language } from '../../../shared/language.ts';
import {
  type Capability,
  capabilities,
  type DriverKind,
  type Light,
  localTargetId,
  Target,
  type TargetView,
} from '../../../shared/target.ts';
import type { TargetRecord } from '../../store/tables/targets.ts';

/** What this computer is called. Both names are its own, whichever language is spoken. */
const localNames: Record<Language, string> = { 'zh-CN': '本机', en: 'This computer' };

const systems: Partial<Record<NodeJS.Platform, Target['system']>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

/** The computer that the gateway runs on, as a target. Its host name is an alias where it may be one. */
export function localTarget(language: Language, { host = hostname(), platform = process.platform } = {}): Target {
  const local = {
    id: localTargetId,
    name: localNames[language],
    system: systems[platform] ?? 'other',
    aliases: Object.values(localNames).filter((name) => name !== localNames[language]),
  };
  const named = Target.safeParse({ ...local, aliases: [...local.aliases, host] });
  return named.success ? named.data : Target.parse(local);
}

/** Which drivers reach a target, by what it says about itself. */
export function driversOf(target: Target): DriverKind[] {
  if (target.id === localTargetId) return ['local'];
  return (['ssh', 'wake', 'ipmi', 'vnc'] as const).filter((kind) => target[kind] !== undefined);
}

/** What each driver can do, where the target's system is known. */
const abilities: Record<DriverKind, readonly Capability[]> = {
  local: ['shell', 'powerOff', 'screen'],
  ssh: ['shell', 'powerOff', 'screen'],
  wake: ['powerOn'],
  ipmi: ['powerOn', 'powerOff', 'powerState'],
  vnc: ['screen'],
};

/** What can be done to a target. Of a system that nobody knows its own programs can be run, and no more. */
export function capabilitiesOf(target: Target): Capability[] {
  const able = new Set(
    driversOf(target).flatMap((kind) => (kind === 'ssh' && target.system === 'other' ? ['shell' as const] : abilities[kind])),
  );
  return capabilities.filter((capability) => able.has(capability));
}

export const viewOf = ({ target, secrets }: Pick<TargetRecord, 'target' | 'secrets'>, light: Light): TargetView => ({
  ...target,
  drivers: driversOf(target),
  capabilities: capabilitiesOf(target),
  secrets,
  light,
});
