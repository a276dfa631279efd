import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { CancelledBy } from './cut-off.ts';
import { askEach, atOnce } from './reach.ts';
import { textOf } from './run.ts';

const fleet = (count: number) => Array.from({ length: count }, (_, index) => Target.parse({ id: `node-${index}`, name: `node-${index}` }));
const asking = (count: number) => ({
  ...({ targets: fleet(count), language: 'en', danger: 'change', output: () => undefined } as const),
  signal: new AbortController().signal,
  access: () => ({ roles: [], operators: [], held: false }),
});
const sectionsOf = (text: string) => text.split('\n\n');

/** Servers of which each answers when the test says so. */
function openServers() {
  const asked: string[] = [];
  const waiting = new Map<string, (answer: Result<string>) => void>();
  const ask = ({ id }: Target) => {
    asked.push(id);
    return new Promise<Result<string>>((resolve) => waiting.set(id, resolve));
  };
  return { asked, ask, answer: (id: string, answer: Result<string>) => waiting.get(id)?.(answer) };
}
const calledOff = err(failure('shell/aborted', { program: 'systemctl' }));

test('all are asked before the first has answered, up to the limit; each that answers lets the next one in', async () => {
  const { asked, ask, answer } = openServers();
  const all = askEach(asking(atOnce + 10), ask);
  await Promise.resolve();
  expect(asked).toHaveLength(atOnce);
  answer(`node-${atOnce - 1}`, ok('well'));
  await expect.poll(() => asked.length).toBe(atOnce + 1);
  for (const id of [...asked]) answer(id, ok('well'));
  await expect.poll(() => asked.length).toBe(atOnce + 10);
  for (const id of asked) answer(id, ok('well'));
  const said = await all;
  const text = said.ok ? textOf(said.value) : '';
  expect(sectionsOf(text)).toHaveLength(atOnce + 10);
  expect(text.indexOf('node-3:')).toBeLessThan(text.indexOf('node-63:'));
});

test('what changes something comes to our own computer once all others have answered', async () => {
  const { asked, ask, answer } = openServers();
  const [node, local] = [...fleet(1), Target.parse({ id: 'local', name: 'local' })];
  const all = askEach({ ...asking(0), targets: [local, node] as Target[] }, ask);
  await Promise.resolve();
  expect(asked).toEqual(['node-0']);
  answer('node-0', ok('well'));
  await expect.poll(() => asked).toEqual(['node-0', 'local']);
  answer('local', ok('well'));
  const said = await all;
  expect(said.ok && sectionsOf(textOf(said.value)).map((section) => section.split(':')[0])).toEqual(['● local', '● node-0']);
});

test('fifty are within the limit', () => expect(atOnce).toBeGreaterThanOrEqual(50));

describe('several servers of which not all succeed', () => {
  const down = err(failure('ssh/unreachable', { server: 'x' }, 'en'));
  test('say first how many did, and are no success', async () => {
    const said = await askEach(asking(3), async ({ id }) => (id === 'node-1' ? down : ok('well')));
    expect(said).toMatchObject({ ok: true, value: { failed: { code: 'command/partly', params: { failed: '1', of: '3' } } } });
    expect(said.ok && sectionsOf(textOf(said.value))).toEqual([
      '2 of 3 succeeded',
      '● node-0: \nwell',
      expect.stringMatching(/^■ node-1: /),
      '● node-2: \nwell',
    ]);
  });
  test('are a failure where none did', async () => {
    const said = await askEach({ ...asking(3), language: 'zh-CN' }, async () => down);
    expect(said).toMatchObject({ value: { failed: { code: 'command/none-succeeded', params: { of: '3' } } } });
    expect(said.ok && textOf(said.value)).toMatch(/^0\/3 成功\n\n■ node-0：\n/);
  });
  test('leave it at their answers where all did', async () => {
    expect(await askEach(asking(2), async () => ok('well'))).toEqual(ok('● node-0: \nwell\n\n● node-1: \nwell'));
  });
});

describe('a connection that breaks while something is done', () => {
  const codes = ['ssh/lost', 'shell/timeout', 'control/ipmi-unanswered'] as const;
  const asked = (code: (typeof codes)[number], danger: 'danger' | 'read') =>
    askEach({ ...asking(2), danger }, async () => err(failure(code, { server: 'x', program: 'deploy', seconds: '60', address: 'bmc' })));
  test.each(codes)('leaves unknown what came of it, and nobody is told to repeat it (%s)', async (code) => {
    const said = await asked(code, 'danger');
    expect(said).toMatchObject({ value: { failed: { code: 'command/some-unknown', params: { unknown: '2', of: '2' } } } });
    expect(said.ok && sectionsOf(textOf(said.value))).toEqual([
      '0 of 2 succeeded, 2 unknown',
      expect.stringMatching(/^▲ node-0: /),
      expect.stringMatching(/^▲ node-1: /),
    ]);
  });
  test('says of a program that was ended what may still be going on, and not to give it more time', async () => {
    const late = async () => err(failure('shell/timeout', { program: 'deploy', seconds: '60' }));
    const said = await askEach({ ...asking(1), danger: 'change' }, late);
    expect(said).toMatchObject({ error: { code: 'command/overdue', params: { program: 'deploy', seconds: '60' } } });
    expect(!said.ok && said.error.hint).toBe('Look at the actual state before you repeat it.');
    expect(await askEach({ ...asking(1), danger: 'read' }, late)).toMatchObject({ error: { code: 'shell/timeout' } });
  });
  test.each(codes)('is no more than a failure of a look (%s)', async (code) => {
    const said = await asked(code, 'read');
    expect(said).toMatchObject({ value: { failed: { code: 'command/none-succeeded' } } });
    expect(said.ok && textOf(said.value)).toContain('■ node-0: ');
  });
});

describe('a run that is cut off in the middle', () => {
  /** One server has answered and all others that were begun are under way. */
  async function cutOffWith(reason?: Error) {
    const { asked, ask, answer } = openServers();
    const controller = new AbortController();
    const all = askEach({ ...asking(atOnce + 1), language: 'zh-CN', signal: controller.signal }, ask);
    await expect.poll(() => asked).toHaveLength(atOnce);
    controller.signal.addEventListener('abort', () => {
      for (const id of asked) answer(id, calledOff);
    });
    // Both in one go, so that no further server is begun between them.
    answer('node-0', ok('已重启'));
    controller.abort(reason);
    const said = await all;
    expect(asked).toHaveLength(atOnce);
    return said.ok ? sectionsOf(textOf(said.value)) : [];
  }
  test('by somebody keeps what was done, and tells what may have been from what was not', async () => {
    const sections = await cutOffWith(new CancelledBy({ origin: 'console' }));
    expect(sections[0]).toBe(`1/${atOnce + 1} 成功，${atOnce - 1} 台结果未知，1 台没有执行`);
    expect(sections[1]).toBe('● node-0：\n已重启');
    expect(sections[2]).toBe('▲ node-1：\n已取消，结果未知\n先查看实际状态，再决定是否重发。');
    expect(sections.at(-1)).toBe(`○ node-${atOnce}：\n已取消，没有执行\n需要的话请重新发送。`);
  });
  test('by the end of the program says so', async () => {
    const sections = await cutOffWith();
    expect(sections[2]).toContain('执行途中程序重启，结果未知');
    expect(sections.at(-1)).toContain('程序重启，这条命令没有执行');
  });
  test('is told in the same way where waiting for a server throws', async () => {
    const controller = new AbortController();
    const ask = async ({ id }: Target) => {
      if (id === 'node-0') return ok('well');
      controller.abort();
      return controller.signal.throwIfAborted() ?? ok('');
    };
    const said = await askEach({ ...asking(2), signal: controller.signal }, ask);
    expect(said.ok && textOf(said.value)).toContain('1 of 2 succeeded, 1 unknown');
  });
});

describe('power orders that are cancelled in the middle', () => {
  const unwatched = err(failure('command/unwatched', { target: 'x' }));
  const asked = (kinds: readonly Result<string>[], language: 'en' | 'zh-CN' = 'en') =>
    askEach({ ...asking(kinds.length), language }, async ({ id }) => kinds[Number(id.slice('node-'.length))] ?? ok(''));
  test('are unknown where they were given, and nobody is told to send them again', async () => {
    const said = await asked([unwatched, unwatched, unwatched], 'zh-CN');
    expect(said).toMatchObject({ value: { failed: { code: 'command/some-unknown', params: { unknown: '3', of: '3' } } } });
    expect(said.ok && sectionsOf(textOf(said.value)).slice(0, 2)).toEqual([
      '0/3 成功，3 台结果未知',
      expect.stringMatching(/^▲ node-0：\n已停止等待，但.*电源指令已经发出\n不要直接重发/),
    ]);
  });
  test.each(['command/not-begun', 'command/not-started'] as const)('are told from those that were not (%s)', async (code) => {
    const said = await asked([ok('well'), err(failure(code)), unwatched]);
    expect(said.ok && sectionsOf(textOf(said.value))).toEqual([
      '1 of 3 succeeded, 1 unknown, 1 not begun',
      '● node-0: \nwell',
      expect.stringMatching(/^○ node-1: /),
      expect.stringMatching(/^▲ node-2: /),
    ]);
  });
  test('may be sent again where none was given', async () => {
    const said = await asked([err(failure('command/not-begun')), err(failure('command/not-begun'))]);
    expect(said).toMatchObject({ value: { failed: { code: 'command/none-succeeded' } } });
  });
});

describe('a hold that is set while several servers are under way', () => {
  async function holdAfter(first: number, danger: 'change' | 'read') {
    const { asked, ask, answer } = openServers();
    let held = false;
    const access = () => ({ roles: [], operators: [], held });
    const all = askEach({ ...asking(atOnce + 2), danger, access }, ask);
    await expect.poll(() => asked).toHaveLength(atOnce);
    for (const id of asked.slice(0, first)) answer(id, ok('done'));
    await expect.poll(() => asked).toHaveLength(atOnce + first);
    held = true;
    for (const id of asked) answer(id, ok('done'));
    if (danger === 'read') await expect.poll(() => asked).toHaveLength(atOnce + 2);
    for (const id of asked) answer(id, ok('done'));
    return { said: await all, asked };
  }
  test('lets no further one begin; what runs goes on to its end', async () => {
    const { said, asked } = await holdAfter(1, 'change');
    expect(asked).toHaveLength(atOnce + 1);
    expect(said.ok && sectionsOf(textOf(said.value))[0]).toBe(`${atOnce + 1} of ${atOnce + 2} succeeded, 1 not begun`);
    expect(said.ok && textOf(said.value)).toContain(`○ node-${atOnce + 1}: \nThe administrator has put everything on hold`);
  });
  test('leaves looking alone', async () => {
    expect((await holdAfter(1, 'read')).asked).toHaveLength(atOnce + 2);
  });
});
