import { quotedWord } from '../../../shared/quoted-word.ts';
import type { DangerLevel } from '../../../shared/role.ts';
import type { CommandParameter, CommandView } from '../../../shared/run.ts';
import { type Capability, localTargetId, type TargetView } from '../../../shared/target.ts';

/** Something that can be done to a server by click: a command, or a command with its first word. */
export interface Action {
  /** `status`, `power off` */
  id: string;
  command: CommandView;
  /** The word, where each word of a command's only argument is an action of its own. */
  word?: string;
  /** What is still to be filled in. */
  fields: CommandParameter[];
  /** At the worst. */
  danger: DangerLevel;
}

/** Where these servers are set up: this computer nowhere, those of the config file in it. */
type SetUp = 'console' | 'file' | 'nowhere';

/** Why an action can't be done to some of the servers. */
export type Obstacle =
  | { kind: 'capability'; capability: Capability; targets: string[]; setUp: SetUp }
  | { kind: 'ipmi' | 'reach' | 'none-named'; targets: string[]; setUp: SetUp }
  | { kind: 'one-only' }
  | { kind: 'held' };

/** What one word of a command needs, where that isn't what the command needs. */
interface WordRule {
  danger: DangerLevel;
  needs: Capability | 'ipmi' | 'reach';
}

const wordRules: Record<string, WordRule> = {
  'power on': { danger: 'change', needs: 'powerOn' },
  'power off': { danger: 'danger', needs: 'powerOff' },
  'power reboot': { danger: 'danger', needs: 'powerOff' },
  'power force-off': { danger: 'danger', needs: 'ipmi' },
  'power reset': { danger: 'danger', needs: 'ipmi' },
  'power state': { danger: 'read', needs: 'reach' },
};

/** Parameters whose words are those that the admin named for the server, and no others. */
const namedFor: Record<string, 'logs' | 'services'> = { log: 'logs', service: 'services' };

/** Everything that can be done to servers by click, in the order of the commands. */
export function actionsOf(commands: readonly CommandView[]): Action[] {
  return commands
    .filter(({ targets, forChat }) => targets !== 'none' && !forChat)
    .flatMap((command) => wordActions(command) ?? [wholeAction(command)]);
}

const wholeAction = (command: CommandView): Action => ({
  ...{ id: command.name, command, fields: command.parameters, danger: command.danger },
});

function wordActions(command: CommandView): Action[] | undefined {
  const [only, ...others] = command.parameters;
  if (!only?.options || only.isOptional || others.length > 0) return undefined;
  return only.options.map((word) => {
    const id = `${command.name} ${word}`;
    return { id, command, word, fields: [], danger: wordRules[id]?.danger ?? command.danger };
  });
}

/** Why an action can't be done to these servers now, or null. */
export function obstacleOf(action: Action, targets: readonly TargetView[], held: boolean): Obstacle | null {
  if (held && action.danger !== 'read' && action.fields.every(({ options }) => !options)) return { kind: 'held' };
  if (targets.length > 1 && action.command.targets === 'one') return { kind: 'one-only' };
  const needs = wordRules[action.id]?.needs ?? action.command.needs;
  const unable = needs ? targets.filter((target) => !can(target, needs)) : [];
  if (needs && unable.length > 0) {
    return needs === 'ipmi' || needs === 'reach'
      ? { kind: needs, ...lackedBy(unable) }
      : { kind: 'capability', capability: needs, ...lackedBy(unable) };
  }
  const named = action.fields.map(({ name }) => namedFor[name]).find((list) => list !== undefined);
  const without = named ? targets.filter((target) => target[named].length === 0) : [];
  return without.length > 0 ? { kind: 'none-named', ...lackedBy(without) } : null;
}

function lackedBy(targets: readonly TargetView[]): { targets: string[]; setUp: SetUp } {
  const [setUp, ...others] = new Set(targets.map(setUpOf));
  return { targets: targets.map(({ id }) => id), setUp: setUp && others.length === 0 ? setUp : 'console' };
}

const setUpOf = ({ id, isFixed }: TargetView): SetUp => (id === localTargetId ? 'nowhere' : isFixed ? 'file' : 'console');

function can({ id, drivers, capabilities }: TargetView, needs: WordRule['needs']): boolean {
  if (needs === 'ipmi') return drivers.includes('ipmi');
  if (needs === 'reach') return id !== localTargetId && drivers.length > 0;
  return capabilities.includes(needs);
}

/** The words that will do for a field, or undefined where any will: the command's own, or those that all servers have. */
export function optionsOf({ name, options }: CommandParameter, targets: readonly TargetView[]): string[] | undefined {
  const list = namedFor[name];
  if (!list) return options;
  const [first, ...others] = targets;
  return first?.[list].filter((word) => others.every((target) => target[list].includes(word)));
}

/**
 * The line that asks for the same in the chat.
 * @param label what the page calls the action, which may be a word that the chat knows for it
 */
export function lineOf(
  { command, word, fields }: Action,
  label: string,
  values: Record<string, string>,
  targets: readonly string[],
): string {
  const isKnown = [command.title, ...command.aliases].includes(label);
  const named = isKnown ? [label] : word === undefined ? [command.title] : [command.title, word];
  const given = fields.flatMap(({ name }) => {
    const value = values[name]?.trim() ?? '';
    // why: a script stands there with its own arguments
    return value === '' ? [] : [name === 'script' ? value : quotedWord(value)];
  });
  return [...named, ...given, ...targets].join(' ');
}

/** Whether everything is filled in that has to be. */
export const isFilled = ({ fields }: Action, values: Record<string, string>): boolean =>
  fields.every(({ name, isOptional }) => isOptional || (values[name]?.trim() ?? '') !== '');
