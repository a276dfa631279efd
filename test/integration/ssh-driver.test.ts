import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
import type { ProgramCall, RunOptions } from '../../electron/control/driver.ts';
import { createSshDrivers, type SshDrivers } from '../../electron/control/ssh-driver.ts';
import type { SshDriverTimings } from '../../electron/control/ssh-link.ts';
import { createMemoryStore } from '../../electron/secrets/memory.ts';
import type { Result } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { isAlive } from '../support/process-alive.ts';
import { startSshServer } from '../support/ssh-server.ts';
import { freePort, prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';

const still = () => new AbortController().signal;
const options = (more: Partial<RunOptions> = {}): RunOptions => ({ signal: still(), timeoutMs: 20_000, mostBytes: 100_000, ...more });
const sh = (script: string, input?: string): ProgramCall => ({
  program: 'sh',
  args: ['-c', script],
  ...(input !== undefined && { input }),
});

/** The drivers with all that they know. */
interface Bench {
  drivers: SshDrivers;
  pins: Map<string, Map<string, string>>;
  secrets: ReturnType<typeof createMemoryStore>;
  /** Adds a target, or changes it. */
  add(draft: Record<string, unknown>): Target;
  run(target: Target, call: ProgramCall, more?: Partial<RunOptions>): Promise<Result<{ code: number | null; text: string }>>;
}

function makeBench(timings: Partial<SshDriverTimings> = {}, env: NodeJS.ProcessEnv = {}): Bench {
  const targets = new Map<string, Target>();
  const pins: Bench['pins'] = new Map();
  const secrets = createMemoryStore(systemClock);
  const pinsOf = (id: string) => pins.get(id) ?? pins.set(id, new Map()).get(id) ?? new Map();
  const drivers = createSshDrivers({
    secrets,
    secretName: (id, name) => `target/${id}/${name}`,
    hostKeys: {
      of: (id) => ({ get: async (server) => pinsOf(id).get(server), set: async (server, key) => void pinsOf(id).set(server, key) }),
    },
    target: (id) => targets.get(id),
    timings,
    env,
  });
  const made: Bench = {
    drivers,
    pins,
    secrets,
    add(draft) {
      const target = Target.parse({ name: draft.id, ...draft });
      targets.set(target.id, target);
      return target;
    },
    async run(target, call, more) {
      const ended = await drivers.driver(target).shell?.run(call, options(more));
      if (!ended) throw new Error('no shell');
      return ended.ok ? { ok: true, value: { code: ended.value.code, text: ended.value.stdout.toString() } } : ended;
    },
  };
  return made;
}

/** What each test has to itself, and what ends with it. */
interface Own {
  bench: typeof makeBench;
  /** One that may be killed. */
  ownSshd: Sshd;
}

const test = base.extend<Own>({
  // biome-ignore-start lint/correctness/noEmptyPattern: Vitest reads there which others a fixture needs
  async bench({}, use) {
    const benches: Bench[] = [];
    await use((...given) => {
      const made = makeBench(...given);
      benches.push(made);
      return made;
    });
    for (const { drivers } of benches) await drivers.close();
  },
  async ownSshd({}, use) {
    const sshd = await prepareSshd();
    await sshd.start();
    await use(sshd);
    await sshd.remove();
  },
  // biome-ignore-end lint/correctness/noEmptyPattern: Vitest reads there which others a fixture needs
});

const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);

/** How many processes of ours have this word in their command line. */
function processesWith(word: string): number {
  const listed = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes(word) && isAlive(Number.parseInt(line, 10))).length;
}

// why at once: they mostly wait for programs to begin and end
describe.skipIf(sshdMissing).concurrent(`a target with a real sshd${sshdMissing ? ` (${sshdMissing})` : ''}`, () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await prepareSshd();
    await sshd.start();
  });
  afterAll(() => sshd?.remove());

  const reach = (more: Record<string, unknown> = {}, of = sshd) => ({
    host: '127.0.0.1',
    port: of.port,
    user: of.user,
    auth: { by: 'key', file: of.keys.good },
    ...more,
  });

  test('trying it tells the system and its version, and pins the key that the server shows', async ({ bench }) => {
    const { drivers, add, pins } = bench();
    const tried = await drivers.driver(add({ id: 'web', ssh: reach() })).tryIt(still());
    expect(tried).toMatchObject({ ok: true, value: { found: expect.stringMatching(/\S+ \S+/) } });
    expect(pins.get('web')?.get(`127.0.0.1:${sshd.port}`)).toBe(`ssh-ed25519 ${sshd.fingerprint()}`);
  });

  test('its system is told, and what programs say and how they end', async ({ bench }) => {
    const { drivers, add, run } = bench();
    const target = add({ id: 'web', ssh: reach() });
    expect(await drivers.driver(target).shell?.system(still())).toEqual({ ok: true, value: 'linux' });
    const shell = drivers.driver(target).shell;
    expect(await shell?.run(sh('echo out; echo no >&2; exit 3'), options())).toEqual({
      ok: true,
      value: { code: 3, stdout: Buffer.from('out\n'), stderr: 'no\n', cut: false },
    });
    expect(await shell?.run(sh('kill -TERM $$'), options())).toMatchObject({ value: { code: null, signal: 'TERM' } });
    expect(await shell?.run({ program: 'no-such-program', args: [] }, options())).toMatchObject({ value: { code: 127 } });
    expect(await run(target, sh('echo $LANG'))).toEqual({ ok: true, value: { code: 0, text: 'C.UTF-8\n' } });
  });

  test('words arrive as they are, and what is read from the input too', async ({ bench }) => {
    const { add, run } = bench();
    const target = add({ id: 'web', ssh: reach() });
    const words = ['$(id)', '`id`', "'; id; '", '"', '\\', '!!', '%PATH%', '\n', '', '\u202e中文\u2019', 'x'.repeat(20_000)];
    const ended = await run(target, { program: 'printf', args: ['%s\\0', ...words] });
    expect(ended).toEqual({ ok: true, value: { code: 0, text: words.map((word) => `${word}\0`).join('') } });
    const input = randomBytes(2_000_000).toString('base64');
    const digest = createHash('sha256').update(input).digest('hex');
    expect(await run(target, { program: 'sha256sum', args: [], input })).toMatchObject({ value: { text: `${digest}  -\n` } });
    expect(code(await run(target, { program: 'echo', args: ['a\0b'] }))).toBe('shell/nul');
    expect(code(await run(target, { program: 'echo', args: ['x'.repeat(40_000)] }))).toBe('shell/too-long');
  });

  test('output beyond the bound is dropped; a character is streamed whole', async ({ bench }) => {
    const { drivers, add } = bench();
    const pieces: string[] = [];
    const ended = await drivers
      .driver(add({ id: 'web', ssh: reach() }))
      .shell?.run(sh('i=0; while [ $i -lt 40000 ]; do printf 字; i=$((i+1)); done; head -c 3000000 /dev/zero; exit 5'), {
        ...options({ mostBytes: 50_000 }),
        onOutput: ({ text }) => pieces.push(text),
      });
    expect(ended).toMatchObject({ ok: true, value: { code: 5, cut: true } });
    expect(ended?.ok && ended.value.stdout.length).toBe(50_000);
    expect(pieces.join('')).toBe('字'.repeat(16_666));
  });

  test('fifty programs at once share one connection, some at a time', async ({ bench }) => {
    const { add, run } = bench();
    const target = add({ id: 'web', ssh: reach() });
    const all = await Promise.all(Array.from({ length: 50 }, (_, index) => run(target, sh(`echo ${index} $PPID`))));
    const lines = all.map((ended) => (ended.ok ? ended.value.text.trim().split(' ') : [ended.error.code]));
    expect(lines.map(([index]) => Number(index))).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(new Set(lines.map(([, parent]) => parent)).size).toBe(1);
  });

  test('a program that is called off is gone with its children, though they heed no polite signal', async ({ bench }) => {
    const { add, run } = bench();
    const target = add({ id: 'web', ssh: reach() });
    const calledOff = new AbortController();
    const word = `weiguan-test-${randomBytes(6).toString('hex')}`;
    const script = `trap '' TERM; sh -c "trap '' TERM; while :; do sleep 1; done" ${word} & while :; do sleep 1; done`;
    const running = run(
      target,
      { program: 'sh', args: ['-c', `echo up; ${script}`, word] },
      {
        signal: calledOff.signal,
        onOutput: () => calledOff.abort(),
      },
    );
    expect(await running).toMatchObject({ ok: false, error: { code: 'shell/aborted' } });
    expect(processesWith(word)).toBe(0);
    expect(code(await run(target, sh('true')))).toBe('ok');
  });

  test('a program that takes too long is ended', async ({ bench }) => {
    const { add, run } = bench();
    const word = `4${randomBytes(3).readUIntBE(0, 3)}`;
    const target = add({ id: 'web', ssh: reach() });
    // why: connecting counts too, and it is the program that has to take long
    expect(code(await run(target, sh('true')))).toBe('ok');
    const ended = await run(target, { program: 'sleep', args: [word] }, { timeoutMs: 1500 });
    expect(ended).toMatchObject({ ok: false, error: { code: 'shell/timeout', params: { program: 'sleep', seconds: '1.5' } } });
    expect(processesWith(`sleep ${word}`)).toBe(0);
  });

  test('nine stubborn programs that are called off together are all gone', async ({ bench }) => {
    const { add, run } = bench();
    const target = add({ id: 'web', ssh: reach() });
    const calledOff = new AbortController();
    const word = `5${randomBytes(3).readUIntBE(0, 3)}`;
    let started = 0;
    const onOutput = () => {
      started += 1;
      if (started === 8) calledOff.abort();
    };
    const all = Array.from({ length: 9 }, () =>
      run(target, sh(`trap '' TERM; echo up; exec sleep ${word}`), { signal: calledOff.signal, onOutput }),
    );
    expect((await Promise.all(all)).map(code)).toEqual([...Array(8).fill('shell/aborted'), 'ssh/not-begun']);
    expect(processesWith(`sleep ${word}`)).toBe(0);
  });

  test('where the server has no session left for ending a program, it is asked again until it has', async ({ bench }) => {
    const narrow = await prepareSshd(['MaxSessions 2']);
    try {
      await narrow.start();
      const { add, run } = bench({ mostSessions: 2 });
      const target = add({ id: 'narrow', ssh: reach({ port: narrow.port, auth: { by: 'key', file: narrow.keys.good } }) });
      const word = `7${randomBytes(3).readUIntBE(0, 3)}`;
      const calledOff = new AbortController();
      const onOutput = () => calledOff.abort();
      const brief = run(target, sh('sleep 2'));
      const stubborn = run(target, sh(`trap '' TERM; echo up; exec sleep ${word}`), { signal: calledOff.signal, onOutput });
      expect(code(await stubborn)).toBe('shell/aborted');
      expect(code(await brief)).toBe('ok');
      expect(processesWith(`sleep ${word}`)).toBe(0);
    } finally {
      await narrow.remove();
    }
  });

  test('a server that dies meanwhile is told as that, and the next run connects again', async ({ bench, ownSshd }) => {
    const { add, run } = bench();
    const target = add({ id: 'web', ssh: reach({}, ownSshd) });
    const dying = run(target, sh('echo up; sleep 60'), { onOutput: () => void ownSshd.kill() });
    expect(code(await dying)).toBe('ssh/lost');
    expect(code(await run(target, sh('true')))).toBe('ssh/unreachable');
    await ownSshd.start();
    expect(code(await run(target, sh('true')))).toBe('ok');
  });

  test('a connection that nobody uses is closed, and made again when it is needed', async ({ bench }) => {
    const { add, run } = bench({ idleMs: 50 });
    const target = add({ id: 'web', ssh: reach() });
    const parent = async () => ((await run(target, sh('echo $PPID'))) as { value: { text: string } }).value.text;
    const first = Number(await parent());
    while (isAlive(first)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(Number(await parent())).not.toBe(first);
  });

  test('closing one of two drivers of a target leaves the other its connection', async ({ bench }) => {
    const { drivers, add } = bench();
    const target = add({ id: 'web', ssh: reach() });
    const [kept, trial] = [drivers.driver(target), drivers.driver(target)];
    let isUp: () => void = () => undefined;
    const up = new Promise<void>((resolve) => {
      isUp = resolve;
    });
    const running = kept.shell?.run(sh('echo up; read line; echo $line', 'done\n'), options({ onOutput: () => isUp() }));
    await up;
    await trial.tryIt(still());
    await trial.close();
    expect(await running).toMatchObject({ ok: true, value: { stdout: Buffer.from('up\ndone\n') } });
    await kept.close();
  });

  test('why a login is refused is told', async ({ bench }) => {
    const { add, run, secrets } = bench({ openMs: 5_000 });
    const fails = async (ssh: Record<string, unknown>) => code(await run(add({ id: 'web', ssh: reach(ssh) }), sh('true')));
    expect(await fails({ auth: { by: 'key', file: sshd.keys.other } })).toBe('ssh/auth-key');
    expect(await fails({ auth: { by: 'key', file: '/nowhere/id' } })).toBe('ssh/key-file');
    expect(await fails({ auth: { by: 'key', file: `${sshd.keys.good}.pub` } })).toBe('ssh/key-format');
    expect(await fails({ auth: { by: 'key', file: sshd.keys.locked } })).toBe('ssh/key-passphrase-missing');
    await secrets.set('target/web/sshPassphrase', 'wrong');
    expect(await fails({ auth: { by: 'key', file: sshd.keys.locked } })).toBe('ssh/key-passphrase-wrong');
    await secrets.set('target/web/sshPassphrase', 'correct horse');
    expect(await fails({ auth: { by: 'key', file: sshd.keys.locked } })).toBe('ok');
    expect(await fails({ auth: { by: 'agent' } })).toBe('ssh/no-agent');
    expect(await fails({ auth: { by: 'password' } })).toBe('ssh/no-password');
    await secrets.set('target/web/sshPassword', 'wrong');
    expect(await fails({ auth: { by: 'password' } })).toBe('ssh/auth-password');
    expect(await fails({ port: await freePort() })).toBe('ssh/unreachable');
    expect(code(await run(add({ id: 'none' }), sh('true')))).toBe('ssh/not-set');
  });

  test('the agent proves who we are', async ({ bench }) => {
    const folder = mkdtempSync(join(tmpdir(), 'weiguan-agent-'));
    const env = { ...process.env, SSH_AUTH_SOCK: join(folder, 'agent') };
    const agent: ChildProcess = spawn('ssh-agent', ['-D', '-a', env.SSH_AUTH_SOCK], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => agent.stdout?.once('data', resolve));
    try {
      const { add, run } = bench({}, env);
      const target = add({ id: 'web', ssh: reach({ auth: { by: 'agent' } }) });
      expect(code(await run(target, sh('true')))).toBe('ssh/auth-agent');
      execFileSync('ssh-add', ['-q', sshd.keys.good], { env });
      expect(code(await run(target, sh('true')))).toBe('ok');
    } finally {
      agent.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a changed host key is refused until it is forgotten', async ({ bench, ownSshd }) => {
    const { drivers, add, run, pins } = bench();
    const target = add({ id: 'web', ssh: reach({}, ownSshd) });
    expect(code(await run(target, sh('true')))).toBe('ok');
    const before = ownSshd.fingerprint();
    await drivers.close();
    await ownSshd.kill();
    ownSshd.changeHostKey();
    await ownSshd.start();
    const refused = await run(target, sh('true'));
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'ssh/server-key-changed',
        hint: expect.stringContaining('“忘记”'),
        params: { expected: `ssh-ed25519 ${before}`, actual: `ssh-ed25519 ${ownSshd.fingerprint()}` },
      },
    });
    expect(code(await run(target, sh('true')))).toBe('ssh/server-key-changed');
    pins.delete('web');
    expect(code(await run(target, sh('true')))).toBe('ok');
  });

  describe('behind jump hosts', () => {
    let inner: Sshd;
    beforeAll(async () => {
      inner = await prepareSshd();
      await inner.start();
    });
    afterAll(() => inner?.remove());
    const innerReach = (jump: string) => ({ ...reach({ port: inner.port, auth: { by: 'key', file: inner.keys.good } }), jump });

    test('a target is reached through another one, and has a key of its own', async ({ bench }) => {
      const { add, run, pins } = bench();
      const jump = add({ id: 'jump', ssh: reach() });
      const target = add({ id: 'db', ssh: innerReach('jump') });
      expect(code(await run(target, sh('true')))).toBe('ok');
      expect([...(pins.get('db') ?? [])]).toEqual([
        [`127.0.0.1:${sshd.port} → 127.0.0.1:${inner.port}`, `ssh-ed25519 ${inner.fingerprint()}`],
      ]);
      const seen = await run(target, sh('echo $SSH_CONNECTION'));
      expect(seen).toMatchObject({ value: { text: expect.stringContaining(` ${inner.port}\n`) } });
      expect(code(await run(jump, sh('true')))).toBe('ok');
    });

    test('three in a row are allowed, a fourth isn’t, nor a circle, nor one that is missing', async ({ bench }) => {
      const { add, run } = bench();
      add({ id: 'a', ssh: reach() });
      add({ id: 'b', ssh: innerReach('a') });
      add({ id: 'c', ssh: reach({ jump: 'b' }) });
      expect(code(await run(add({ id: 'd', ssh: innerReach('c') }), sh('true')))).toBe('ok');
      expect(await run(add({ id: 'e', ssh: reach({ jump: 'd' }) }), sh('true'))).toMatchObject({
        error: { code: 'ssh/jump-too-many', params: { chain: 'e → d → c → b → a', most: '3' } },
      });
      const circle = add({ id: 'a', ssh: reach({ jump: 'b' }) });
      expect(await run(circle, sh('true'))).toMatchObject({ error: { code: 'ssh/jump-loop', params: { chain: 'a → b → a' } } });
      expect(await run(add({ id: 'f', ssh: reach({ jump: 'gone' }) }), sh('true'))).toMatchObject({
        error: { code: 'ssh/jump-missing', params: { target: 'f', jump: 'gone' } },
      });
    });

    test('where the jump host can’t be used, or reaches nothing, that is told', async ({ bench }) => {
      const { add, run } = bench();
      add({ id: 'jump', ssh: reach({ auth: { by: 'key', file: sshd.keys.other } }) });
      expect(await run(add({ id: 'db', ssh: innerReach('jump') }), sh('true'))).toMatchObject({
        error: { code: 'ssh/auth-key', params: { server: `127.0.0.1:${sshd.port}` } },
      });
      add({ id: 'jump', ssh: reach() });
      const nowhere = add({ id: 'db', ssh: { ...innerReach('jump'), port: await freePort() } });
      expect(code(await run(nowhere, sh('true')))).toBe('ssh/dial-refused');
    });

    test('that a target runs is asked from the jump host on, and nothing is said of it where that can’t be reached', async ({
      bench,
      ownSshd,
    }) => {
      const { add, drivers } = bench();
      const presence = (draft: Record<string, unknown>) => drivers.driver(add({ id: 'db', ssh: draft })).presence?.(still());
      add({ id: 'jump', ssh: reach() });
      expect(await presence(innerReach('jump'))).toBe('up');
      expect(await presence({ ...innerReach('jump'), host: 'no-such-host.invalid' })).toBe('unknown');
      expect(await presence({ ...innerReach('jump'), port: await freePort() })).toBe('refused');
      expect(await presence(reach())).toBe('up');
      expect(await presence({ ...reach(), port: await freePort() })).toBe('refused');
      add({ id: 'jump', ssh: reach({}, ownSshd) });
      expect(await presence(innerReach('jump'))).toBe('up');
      await ownSshd.kill();
      expect(await presence(innerReach('jump'))).toBe('unknown');
    });

    test('a jump host that lets nobody on says nothing of what is behind it', async ({ bench }) => {
      const closed = await prepareSshd(['AllowTcpForwarding no']);
      try {
        await closed.start();
        const { add, drivers } = bench();
        add({ id: 'jump', ssh: reach({}, closed) });
        expect(await drivers.driver(add({ id: 'db', ssh: innerReach('jump') })).presence?.(still())).toBe('unknown');
      } finally {
        await closed.remove();
      }
    });

    test('whoever is done with a jump host leaves it to those who go through it', async ({ bench }) => {
      const { drivers, add } = bench();
      const gate = add({ id: 'gate', ssh: reach() });
      const target = add({ id: 'db', ssh: innerReach('gate') });
      const [relay, behind] = [drivers.driver(gate), drivers.driver(target)];
      let isUp: () => void = () => undefined;
      const up = new Promise<void>((resolve) => {
        isUp = resolve;
      });
      await relay.shell?.run(sh('true'), options());
      const running = behind.shell?.run(sh('echo up; read line; echo $line', 'done\n'), options({ onOutput: () => isUp() }));
      await up;
      await relay.close();
      expect(await running).toMatchObject({ ok: true, value: { stdout: Buffer.from('up\ndone\n') } });
      await behind.close();
    });

    test('an idle jump host stays connected as long as somebody goes through it', async ({ bench }) => {
      const { add, run } = bench({ idleMs: 50 });
      add({ id: 'jump', ssh: reach() });
      const target = add({ id: 'db', ssh: innerReach('jump') });
      expect(await run(target, sh('sleep 0.5; echo done'))).toMatchObject({ value: { text: 'done\n' } });
    });
  });

  test('a server that allows fewer sessions than we like runs all programs, more slowly', async ({ bench }) => {
    const narrow = await prepareSshd(['MaxSessions 3']);
    try {
      await narrow.start();
      const { add, run } = bench();
      const target = add({ id: 'narrow', ssh: reach({ port: narrow.port, auth: { by: 'key', file: narrow.keys.good } }) });
      const all = await Promise.all(Array.from({ length: 20 }, () => run(target, sh('sleep 0.05'))));
      expect(all.map(code)).toEqual(Array(20).fill('ok'));
    } finally {
      await narrow.remove();
    }
  });

  test('an account that may not run programs is told in its own words', async ({ bench }) => {
    const closed = await prepareSshd(['ForceCommand echo "This account is not available."; exit 1']);
    try {
      await closed.start();
      const { add, run } = bench();
      const target = add({ id: 'closed', ssh: reach({ port: closed.port, auth: { by: 'key', file: closed.keys.good } }) });
      expect(await run(target, sh('true'))).toMatchObject({
        error: { code: 'ssh/session-refused', params: { reason: 'This account is not available.' } },
      });
    } finally {
      await closed.remove();
    }
  });
});

describe.concurrent('a server that is not OpenSSH', () => {
  const stub = (port: number) => ({ id: 'stub', ssh: { host: '127.0.0.1', port, user: 'ops', auth: { by: 'password' } } });

  test.for(['password', 'keyboard-interactive'] as const)('takes the password by %s', async (asks, { bench, onTestFinished }) => {
    const server = await startSshServer({ user: 'ops', password: 'hunter2', asks });
    onTestFinished(() => server.close());
    const { add, run, secrets } = bench();
    const target = add(stub(server.port));
    await secrets.set('target/stub/sshPassword', 'wrong');
    expect(code(await run(target, sh('true')))).toBe('ssh/auth-password');
    await secrets.set('target/stub/sshPassword', 'hunter2');
    expect(await run(target, sh('cat; echo ok', 'in '))).toEqual({ ok: true, value: { code: 0, text: 'in ok\n' } });
  });

  test('and whose sessions are all taken is not said to have run what never got its turn', async ({ bench, onTestFinished }) => {
    const server = await startSshServer({ user: 'ops', password: 'hunter2', asks: 'password' });
    onTestFinished(() => server.close());
    const { add, run, secrets } = bench({ mostSessions: 1 });
    await secrets.set('target/stub/sshPassword', 'hunter2');
    const [target, ending] = [add(stub(server.port)), new AbortController()];
    let isUp: () => void = () => undefined;
    const up = new Promise<void>((resolve) => {
      isUp = resolve;
    });
    const long = run(target, sh('echo up; sleep 60'), { signal: ending.signal, onOutput: () => isUp() });
    await up;
    expect(code(await run(target, sh('echo late'), { timeoutMs: 50 }))).toBe('ssh/not-begun');
    const calledOff = new AbortController();
    const waiting = run(target, sh('echo late'), { signal: calledOff.signal });
    setImmediate(() => calledOff.abort());
    expect(code(await waiting)).toBe('ssh/not-begun');
    expect(server.lines.join('\n')).not.toContain('echo late');
    ending.abort();
    expect(code(await long)).toBe('shell/aborted');
  });

  test('and breaks off before it was told anything is not said to have run it', async ({ bench }) => {
    const server = await startSshServer({ user: 'ops', password: 'hunter2', asks: 'password', run: () => void server.close() });
    const { add, run, secrets } = bench();
    await secrets.set('target/stub/sshPassword', 'hunter2');
    expect(code(await run(add(stub(server.port)), sh('echo late')))).toBe('ssh/not-begun');
    expect(server.lines).toEqual(['uname -s']);
  });

  test('and heeds no signals is left with no program that was called off', async ({ bench, onTestFinished }) => {
    const server = await startSshServer({ user: 'ops', password: 'hunter2', asks: 'password' });
    onTestFinished(() => server.close());
    const { add, run, secrets } = bench();
    await secrets.set('target/stub/sshPassword', 'hunter2');
    const word = `6${randomBytes(3).readUIntBE(0, 3)}`;
    const calledOff = new AbortController();
    const running = run(add(stub(server.port)), sh(`echo up; sleep ${word}`), {
      signal: calledOff.signal,
      onOutput: () => calledOff.abort(),
    });
    expect(code(await running)).toBe('shell/aborted');
    expect(processesWith(`sleep ${word}`)).toBe(0);
  });

  test('and runs Windows is shown nothing of the words, and the program’s tree is ended there', async ({ bench, onTestFinished }) => {
    const scripts: string[] = [];
    const server = await startSshServer({
      user: 'ops',
      password: 'hunter2',
      asks: 'password',
      run(line, channel) {
        const encoded = /^powershell .*-EncodedCommand (\S+)$/.exec(line)?.[1];
        const script = encoded === undefined ? line : Buffer.from(encoded, 'base64').toString('utf16le');
        scripts.push(script);
        const mark = /"(weiguan-[^:]+):\$PID"/.exec(script)?.[1];
        if (mark) {
          channel.write(`${mark}:4711\r\n`);
          channel.stderr.write(`${mark}:4711\r\n`);
        }
        if (/Windows:/.test(script)) channel.write('Windows:Win32NT\r\n');
        if (/'shutdown.exe'/.test(script)) return void channel.write('shutting down\r\n');
        channel.exit(/^uname/.test(script) ? 1 : 0);
        channel.end();
      },
    });
    onTestFinished(() => server.close());
    const { drivers, add, run, secrets } = bench({ killMs: 500 });
    await secrets.set('target/stub/sshPassword', 'hunter2');
    const target = add(stub(server.port));
    expect(await drivers.driver(target).shell?.system(still())).toEqual({ ok: true, value: 'windows' });
    expect(code(await run(target, { program: 'net.exe', args: ['stop', "it’s 100% & 'more'"] }))).toBe('ok');
    expect(scripts.at(-1)).toContain(`'"stop" "it’’s 100% & ''more''"'`);
    expect(server.lines.join('\n')).not.toContain('100%');
    expect(code(await run(target, { program: 'deploy.cmd', args: ['& calc'] }))).toBe('shell/batch-file');
    const calledOff = new AbortController();
    const running = run(target, { program: 'shutdown.exe', args: [] }, { signal: calledOff.signal, onOutput: () => calledOff.abort() });
    expect(code(await running)).toBe('shell/aborted');
    expect(scripts).toContain('taskkill /pid 4711 /T /F');
  });

  test('and says nothing at all is given up in time', async ({ bench, onTestFinished }) => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
    const port = await freePort();
    await new Promise<void>((resolve) => void silent.listen(port, '127.0.0.1', resolve));
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => silent.close(resolve));
    });
    const { add, run, secrets } = bench({ openMs: 300 });
    await secrets.set('target/stub/sshPassword', 'hunter2');
    const target = add(stub(port));
    expect(code(await run(target, sh('true')))).toBe('ssh/timeout');
    expect(code(await run(target, sh('true'), { timeoutMs: 50 }))).toBe('ssh/timeout');
    expect(code(await run(target, sh('true'), { signal: AbortSignal.abort() }))).toBe('control/called-off');
  });
});
