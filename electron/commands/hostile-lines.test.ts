import { describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { builtInRoles } from '../../shared/role.ts';
import { SavedScript } from '../../shared/script.ts';
import { Target, type TargetSystem } from '../../shared/target.ts';
import type { Driver, ProgramCall } from '../control/driver.ts';
import { testShell } from '../control/test-shell.ts';
import { parseCommandLine } from './parser.ts';
import { failureText, textOf } from './run.ts';
import { fleetOf, openTestDesk, scriptsOf, unasked } from './test-desk.ts';

/** Stands in whatever somebody hostile writes, and nowhere else. */
const mark = 'HOSTILE';

const payloads = [
  ...[
    mark,
    `;touch ${mark}`,
    `$(${mark})`,
    `\`${mark}\``,
    `|${mark}`,
    `&&${mark}`,
    `&${mark}`,
    `>${mark}`,
    `<${mark}`,
    `'${mark}`,
    `"${mark}`,
  ],
  ...[`\n${mark}`, `x\r\n${mark}`, `%${mark}%`, `\${${mark}}`, `!${mark}`, `--${mark}`, `-oProxyCommand=${mark}`, `web-01;${mark}`],
  ...[
    `ｗｅｂ－01；${mark}`,
    `wеb-01${mark}`,
    `\u202e${mark}`,
    `\u2066web-01\u2069${mark}`,
    `\u200b${mark}`,
    `\0${mark}`,
    mark.repeat(3_000),
  ],
  ...[
    `../../${mark}`,
    `*${mark}`,
    `~${mark}`,
    `‘;${mark};’`,
    `\\${mark}`,
    `{{${mark}}}`,
    `\u2028${mark}`,
    `cmd:run ${mark}`,
    `\ud83d${mark}`,
  ],
];

const templates = [
  ...['{}', '{} web-01', 'status {}', 'status web-01 {}', 'ps {} web-01', 'ps 5 {} web-01', 'disk {}', 'help {}', 'find {}', '查找 {}'],
  ...['service {} nginx web-01', 'service status {} web-01', '服务 重启 {} web-01', 'service start nginx {}', 'power {} web-01', '重启 {}'],
  ...['log {} web-01', 'log nginx {} web-01', '日志 /var/log/syslog {}', 'ping {} web-01', 'port {} 80 web-01', 'port 10.0.0.1 {} web-01'],
  ...['screenshot {}', 'run {} web-01', '运行 greet {} web-01', 'run greet hi web-01 {}', 'run {} hi web-01', 'confirm {}'],
];

/** Each where its spaces part it into words, and in quotes, where it is one. */
const fill = (template: string, payload: string) => [template.replace('{}', () => payload), template.replace('{}', () => `「${payload}」`)];

const target = Target.parse({
  ...{ id: 'web-01', name: 'web-01', services: ['nginx'], logs: ['/var/log/syslog', 'nginx'] },
  ssh: { host: '127.0.0.1', user: 'ops', auth: { by: 'agent' } },
});
const greet = SavedScript.parse({ id: 'greet', name: 'greet', text: 'echo "$1"', parameters: [{ name: 'who', type: 'text' }] });
const winGreet = SavedScript.parse({ ...greet, text: 'Write-Output $args[0]', interpreter: 'powershell' });

/** What is asked of a server of this kind, whoever asks being allowed everything and saying yes to all. */
async function callsOf(line: string, system: TargetSystem): Promise<ProgramCall[]> {
  const shell = testShell(system, () => ({}));
  const driver: Driver = { kind: 'ssh', shell, tryIt: async () => ok({ ms: 1, found: '' }), close: async () => undefined };
  const asker = { origin: 'chat', account: 'corp', person: 'mallory' } as const;
  const desk = openTestDesk(unasked, {
    fleet: { ...fleetOf([target]), drivers: async () => ok([driver]) },
    scripts: scriptsOf([system === 'windows' ? winGreet : greet]),
    access: () => ({ roles: builtInRoles, operators: [{ account: 'corp', person: 'mallory', name: '', role: 'admin' }], held: false }),
  });
  const say = async (written: string) => {
    const planned = desk.plan(written, asker, {}, 'en');
    const result = planned.ok ? await desk.run(planned.value, { asker, rule: {}, signal: new AbortController().signal }) : planned;
    return result.ok ? textOf(result.value) : failureText(result.error);
  };
  const code = /"confirm (\d{4})"/.exec(await say(line))?.[1];
  if (code) await say(`confirm ${code}`);
  return shell.calls;
}

/** What a shell would interpret, and what reaches a program as a word of its own. */
function partsOf({ program, args, input = '' }: ProgramCall): { interpreted: string[]; words: readonly string[] } {
  if (program === 'powershell') {
    const given = JSON.parse(input) as { script: string; args: string[] };
    return { interpreted: [program, ...args, given.script], words: given.args };
  }
  if (args[0] === '-c') return { interpreted: [program, args[1] ?? '', input], words: args.slice(2) };
  return { interpreted: [program, input], words: args };
}

const lines = templates.map((template) => [template, payloads.flatMap((payload) => fill(template, payload))] as const);
const reached: string[] = [];

describe.each(['linux', 'windows', 'macos'] as const)('on %s, nothing that somebody wrote is ever interpreted', (system) => {
  test.each(lines)('%s', async (_, written) => {
    for (const line of written) {
      const parsed = parseCommandLine(line, 'en');
      for (const call of await callsOf(line, system)) {
        const { interpreted, words } = partsOf(call);
        for (const text of interpreted) expect(text).not.toContain(mark);
        const hostile = words.filter((word) => word.includes(mark));
        for (const word of hostile) expect(parsed.ok && parsed.value.args).toContain(word);
        reached.push(...hostile);
      }
    }
  });
});

test('these are enough lines, and some of them do reach a program, each as one word', () => {
  expect(lines.flatMap(([, written]) => written).length).toBeGreaterThan(500);
  expect(new Set(reached)).toContain(`$(${mark})`);
  expect(new Set(reached)).toContain(mark);
});
