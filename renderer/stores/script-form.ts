import type { DangerLevel } from '../../shared/role.ts';
import { SavedScript, type ScriptInterpreter, type ScriptParameter, wordsOf } from '../../shared/script.ts';

/** A parameter as it is typed. */
export interface ParameterForm {
  name: string;
  type: ScriptParameter['type'];
  optional: boolean;
  pattern: string;
  min: string;
  max: string;
  options: string[];
}

/** A script as it is typed. */
export interface ScriptForm {
  id: string;
  name: string;
  aliases: string[];
  summary: string;
  interpreter: ScriptInterpreter;
  text: string;
  parameters: ParameterForm[];
  danger: DangerLevel;
  seconds: string;
}

/** What is wrong with a field; `missing` is only not filled in yet. */
export interface ScriptProblem {
  kind: 'missing' | 'wrong' | 'taken';
  /** Which of several it is. */
  item?: string;
}
/** By the path of what is wrong: `name`, `parameters.0.max`. */
export type ScriptProblems = Partial<Record<string, ScriptProblem>>;

export const noParameter: ParameterForm = { name: '', type: 'text', optional: false, pattern: '', min: '', max: '', options: [] };

export const newScriptForm = (): ScriptForm => ({
  ...{ id: '', name: '', aliases: [], summary: '', interpreter: 'sh', text: '', parameters: [], danger: 'danger', seconds: '60' },
});

export const formOfScript = ({ parameters, seconds, ...script }: SavedScript): ScriptForm => ({
  ...script,
  seconds: String(seconds),
  parameters: parameters.map((parameter) => ({
    ...noParameter,
    ...{ name: parameter.name, type: parameter.type, optional: parameter.optional === true },
    ...(parameter.type === 'text' && { pattern: parameter.pattern ?? '' }),
    ...(parameter.type === 'number' && { min: parameter.min?.toString() ?? '', max: parameter.max?.toString() ?? '' }),
    ...(parameter.type === 'choice' && { options: parameter.options }),
  })),
});

/** What the form comes to, unchecked. */
function inputOf({ parameters, seconds, ...form }: ScriptForm): unknown {
  return { ...form, seconds: numberOf(seconds), parameters: parameters.map(parameterOf) };
}

function parameterOf({ name, type, optional, pattern, min, max, options }: ParameterForm): unknown {
  const own = {
    text: pattern === '' ? {} : { pattern },
    number: { ...(min !== '' && { min: numberOf(min) }), ...(max !== '' && { max: numberOf(max) }) },
    choice: { options },
  };
  return { name, type, ...own[type], ...(optional && { optional }) };
}

const numberOf = (typed: string) => (/^-?\d+(?:\.\d+)?$/.test(typed.trim()) ? Number(typed) : Number.NaN);

/** What the gateway takes; undefined where the form has problems. */
export const scriptOfForm = (form: ScriptForm): SavedScript | undefined => SavedScript.safeParse(inputOf(form)).data;

/** What is wrong with each field as it stands, after the schema that the gateway reads it with. @param others all but this one */
export function problemsOfScript(form: ScriptForm, others: readonly SavedScript[]): ScriptProblems {
  const problems: ScriptProblems = {};
  for (const { path } of SavedScript.safeParse(inputOf(form)).error?.issues ?? []) {
    const { place, typed, item } = typedAt(form, path);
    problems[place] ??= { kind: typed.length === 0 ? 'missing' : 'wrong', ...(item !== undefined && { item }) };
  }
  const taken = new Set(others.flatMap(wordsOf).map(folded));
  for (const field of ['id', 'name', 'aliases'] as const) {
    const item = [form[field]].flat().find((word) => word !== '' && taken.has(folded(word)));
    if (item !== undefined) problems[field] ??= { kind: 'taken', item };
  }
  return problems;
}

/** Words that differ only in letter case or width are the same in the chat. */
const folded = (word: string) => word.normalize('NFKC').toLowerCase();

/** What was typed where the schema found something. */
function typedAt(form: ScriptForm, path: PropertyKey[]): { place: string; typed: string | unknown[]; item?: string } {
  const [field, index, part, at] = path.map(String);
  if (field === 'parameters' && index !== undefined && part !== undefined) {
    const typed = form.parameters[Number(index)]?.[part as keyof ParameterForm] ?? '';
    const item = Array.isArray(typed) && at !== undefined ? typed[Number(at)] : undefined;
    return { place: `parameters.${index}.${part}`, typed: typeof typed === 'boolean' ? '' : typed, ...(item !== undefined && { item }) };
  }
  const typed = form[field as keyof ScriptForm] ?? '';
  const item = field === 'aliases' && index !== undefined ? form.aliases[Number(index)] : undefined;
  return { place: field ?? '', typed, ...(item !== undefined && { item }) };
}

/** A script as a file that another console can read. */
export const scriptFile = (script: SavedScript): string => `${JSON.stringify({ weiguan: 'script', version: 1, script }, null, 2)}\n`;

/** Reads such a file; undefined where it is none. */
export function readScriptFile(text: string): SavedScript | undefined {
  try {
    const read: unknown = JSON.parse(text);
    const isOurs = typeof read === 'object' && read !== null && 'weiguan' in read && read.weiguan === 'script' && 'script' in read;
    return isOurs ? SavedScript.safeParse(read.script).data : undefined;
  } catch {
    return undefined;
  }
}
