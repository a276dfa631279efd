import { z } from 'zod';
import { failure, translateFailure } from '../../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import type { SavedScript } from '../../../shared/script.ts';
import type { Target } from '../../../shared/target.ts';
import { hashOf } from '../../console-record.ts';
import type { ProgramEnd } from '../../control/driver.ts';
import { cleanLines } from '../../control/log-tail.ts';
import { isFor, scriptCall } from '../../control/script-call.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { liveOutput } from '../live-output.ts';
import { askEach, shellOf } from '../reach.ts';
import { parametersOf } from '../script-parameters.ts';

/** So much of what it prints is taken on each target. Far more than is kept: of that the end is the part that says what went wrong. */
const mostBytes = 512 * 1024;

/** Once it is known which script is meant, `parametersOf` says what else belongs to it. */
const parameters = z.object({
  script: z.custom<SavedScript>((word) => word !== undefined, { error: '?' }),
  target: z.string().optional(),
});

/** Runs scripts that the admin saved, and nothing else; the chat gives them arguments, each of which reaches them as it is. */
export const savedScript = defineCommand({
  name: 'run',
  aliases: ['运行', '执行', '运行脚本'],
  summary: { 'zh-CN': '运行保存的脚本', en: 'run a saved script' },
  parameters,
  parametersFor([word], saved, language) {
    if (word === undefined) return ok(parameters);
    const script = saved.find(word);
    return script ? ok(parametersOf(script)) : err(failure('command/unknown-script', { script: word.slice(0, 32) }, language));
  },
  // why the worst: whoever may not run all of them must not learn which there are
  dangerFor: ([word], saved) => (word === undefined ? 'read' : (saved.find(word)?.danger ?? 'danger')),
  usage: { 'zh-CN': '<脚本> [参数] <服务器>', en: '<script> [arguments] <server>' },
  targets: { count: 'many', without: 'named', needs: 'shell' },
  danger: ({ script }) => script.danger,
  evidence: ({ script }) => ({ script: script.id, sha256: hashOf(script.text) }),
  async run(args, context) {
    const { script } = args;
    // why: somebody may have said yes to it a minute ago
    if (JSON.stringify(context.scripts.find(script.id)) !== JSON.stringify(script)) {
      return err(failure('command/script-changed', { script: script.name }, context.language));
    }
    const given = script.parameters.map(({ name }) => String((args as Record<string, unknown>)[name] ?? ''));
    const printed = new Map<string, string>();
    const print = (target: Target) => (text: string) => void printed.set(target.id, (printed.get(target.id) ?? '') + text);
    return askEach(
      { ...context, output: () => undefined },
      (target) => runOn(target, script, given, { context, print: print(target) }),
      ({ id }) =>
        cleanLines(printed.get(id) ?? '')
          .join('\n')
          .trim(),
    );
  },
});

interface Printing {
  context: CommandContext;
  /** Keeps what it prints, however it ends. */
  print(text: string): void;
}

async function runOn(target: Target, script: SavedScript, given: readonly string[], { context, print }: Printing): Promise<Result<string>> {
  const { signal, language } = context;
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const system = await shell.value.system(signal);
  if (!system.ok) return system;
  const { name, interpreter } = script;
  if (!isFor(script, system.value))
    return err(failure('command/script-system', { script: name, target: target.id, interpreter }, language));
  const live = liveOutput(context, target);
  let printed = '';
  const ended = await shell.value.run(scriptCall(script, given), {
    ...{ signal, mostBytes, timeoutMs: script.seconds * 1000 },
    onOutput({ text }) {
      printed += text;
      print(text);
      live.take(text);
    },
  });
  live.end();
  if (!ended.ok) return err(ofScript(ended.error, script));
  if (ended.value.cut) print(`\n${leftOut[language]}`);
  return answerOf(ended.value, printed, script, context);
}

const leftOut = { 'zh-CN': '……（后面的输出已省略）', en: '… (the rest was left out)' };
const nothing = { 'zh-CN': '（没有输出）', en: '(no output)' };

/** Nobody asked for the interpreter that ran it. */
const ofScript = (problem: Failure, { name }: SavedScript): Failure =>
  problem.params?.program === undefined ? problem : translateFailure({ ...problem, params: { ...problem.params, program: name } }, 'zh-CN');

function answerOf({ code, signal, cut }: ProgramEnd, printed: string, { name }: SavedScript, { language }: CommandContext): Result<string> {
  const text = [...cleanLines(printed), ...(cut ? [leftOut[language]] : [])].join('\n').trim() || nothing[language];
  if (code === 0) return ok(text);
  const ending = code === null ? (signal ?? '?') : String(code);
  return err(failure('command/script-exit', { script: name, code: ending }, language));
}
