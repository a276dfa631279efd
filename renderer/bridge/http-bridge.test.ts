import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { createHttpBridge, type HttpBridge } from './http-bridge.ts';

/** An event stream that a test plays the gateway's side of. */
class FakeStream {
  isOpen = true;
  #line!: ReadableStreamDefaultController<Uint8Array>;
  #answer!: (response: Response) => void;
  readonly answered: Promise<Response>;
  constructor(signal: AbortSignal) {
    this.answered = new Promise((resolve, reject) => {
      this.#answer = resolve;
      signal.addEventListener('abort', () => {
        this.isOpen = false;
        reject(signal.reason);
        this.#line?.error(signal.reason);
      });
    });
  }
  open() {
    const start = (line: ReadableStreamDefaultController<Uint8Array>) => {
      this.#line = line;
    };
    this.#answer(new Response(new ReadableStream({ start }), { headers: { 'content-type': 'text/event-stream; charset=utf-8' } }));
    return settled();
  }
  /** The line breaks. */
  breakOff() {
    this.isOpen = false;
    this.#line.error(new TypeError('network error'));
    return settled();
  }
  /** The gateway ends it in order, as it does when it stops. */
  end() {
    this.isOpen = false;
    this.#line.close();
    return settled();
  }
  refuse(response: Response) {
    this.isOpen = false;
    this.#answer(response);
    return settled();
  }
  send(name: string, event: unknown) {
    this.#line.enqueue(new TextEncoder().encode(`:\n\nevent: ${name}\ndata: ${JSON.stringify(event)}\n\n`));
    return settled();
  }
}

let bridge: HttpBridge;
let streams: FakeStream[];
let kept: string | undefined;
/** Another tab opens a session. */
let otherTab: (session: string) => void;
/** What the gateway answers to a URL. */
let answers: Record<string, () => Response | Promise<Response>>;
let requests: { url: string; init: RequestInit }[];

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const unauthorized = (status = 401) => json(err(failure('api/unauthorized')), status);
const settings = { language: 'en', theme: 'dark' } as const;
const stream = () => streams.at(-1) as FakeStream;
const openStreams = () => streams.filter(({ isOpen }) => isOpen).length;
/** Lets everything that waits for an answer go on. */
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  kept = 'kept';
  requests = [];
  answers = { '/api/settings.get': () => json(ok(settings)), '/session': () => json(ok({ session: 'made' })) };
  bridge = createHttpBridge({
    os: 'linux',
    reconnectMs: 2000,
    fetch: async (url, init = {}) => {
      requests.push({ url: String(url), init });
      if (url === '/events') {
        streams.push(new FakeStream(init.signal as AbortSignal));
        return stream().answered;
      }
      const answer = answers[String(url)];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
    session: {
      read: () => kept,
      keep: (session) => {
        kept = session;
      },
      onOther: (listener) => {
        otherTab = (session) => {
          kept = session;
          listener();
        };
      },
    },
  });
});
afterEach(() => {
  bridge.close();
  expect([openStreams(), vi.getTimerCount()]).toEqual([0, 0]);
  vi.useRealTimers();
});

describe('a call', () => {
  test('is a POST of JSON with the session in a header, never in a cookie or an address', async () => {
    answers['/api/messages.get'] = () => json(ok({ id: '9223372036854775807' }));
    expect(await bridge.call('messages.get', { id: '9223372036854775807' })).toEqual(ok({ id: '9223372036854775807' }));
    const { signal: _, ...init } = requests[0]?.init ?? {};
    expect([requests.length, requests[0]?.url]).toEqual([1, '/api/messages.get']);
    expect(init).toEqual({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-weiguan-session': 'kept' },
      body: '{"id":"9223372036854775807"}',
    });
  });

  test('goes without one where none is kept, and is told that it is wanted', async () => {
    kept = undefined;
    answers['/api/settings.get'] = () => unauthorized();
    await bridge.call('settings.get', {});
    expect(requests[0]?.init.headers).toEqual({ 'content-type': 'application/json' });
  });

  /** The browser keeps the call back: its connections are all taken. */
  const keptBack = (init: RequestInit | undefined) =>
    new Promise<Response>((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
  /** The answer begins, and nothing follows. */
  const endless = (init: RequestInit | undefined) =>
    new Response(
      new ReadableStream({
        start: (line) => {
          line.enqueue(new TextEncoder().encode('{"ok":'));
          init?.signal?.addEventListener('abort', () => line.error(init.signal?.reason));
        },
      }),
    );

  /** What a call is told, as soon as it is. */
  function listenTo(answer: Promise<unknown>): { told?: unknown } {
    const heard: { told?: unknown } = {};
    void answer.then((told) => {
      heard.told = told;
    });
    return heard;
  }

  test('that gets no answer for a minute is given up, says so, and does not reach the gateway later', async () => {
    answers['/api/settings.get'] = () => keptBack(requests.at(-1)?.init);
    const heard = listenTo(bridge.call('settings.get', {}));
    await vi.advanceTimersByTimeAsync(59_000);
    expect([heard.told, requests[0]?.init.signal?.aborted]).toEqual([undefined, false]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard.told).toMatchObject({ ok: false, error: { code: 'api/no-answer' } });
    expect(requests[0]?.init.signal?.aborted).toBe(true);
  });

  test('whose answer begins and never ends is given up, too', async () => {
    answers['/api/settings.get'] = () => endless(requests.at(-1)?.init);
    const heard = listenTo(bridge.call('settings.get', {}));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard.told).toMatchObject({ ok: false, error: { code: 'api/no-answer' } });
  });

  test('that takes its time by nature, such as the doctor, is waited for longer', async () => {
    answers['/api/doctor.run'] = () => keptBack(requests.at(-1)?.init);
    const heard = listenTo(bridge.call('doctor.run', { account: 'ops' }));
    await vi.advanceTimersByTimeAsync(599_000);
    expect(heard.told).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard.told).toMatchObject({ ok: false, error: { code: 'api/no-answer' } });
  });

  test.each([
    ['what the gateway refused', () => json(err(failure('messages/not-found')), 404), 'messages/not-found'],
    ['a bug of the gateway', () => json(err(failure('api/bug')), 500), 'api/bug'],
    ['a page of some proxy', () => new Response('<h1>502</h1>', { status: 502 }), 'api/unreachable'],
    ['an answer that is none', () => json({ hello: 'world' }), 'api/unreachable'],
    ['an answer that breaks off', () => new Response('{"ok":tr'), 'api/unreachable'],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), 'api/unreachable'],
    ['no session', () => unauthorized(), 'api/unauthorized'],
  ])('that ends in %s says so as a value', async (_, answer, code) => {
    answers['/api/messages.get'] = answer;
    expect(await bridge.call('messages.get', { id: '1' })).toMatchObject({ ok: false, error: { code, hint: expect.any(String) } });
  });

  test('keeps what a failure was filled with, so that the page can say it in its own language', async () => {
    const refusal = failure('simulator/unavailable', { account: 'gone' });
    answers['/api/simulator.clear'] = () => json(err(refusal), 400);
    expect(await bridge.call('simulator.clear', { account: 'gone' })).toEqual(err(refusal));
  });
});

describe('events', () => {
  test('come over one stream, with the session in its header, to all who listen, until they stop', async () => {
    const heard: unknown[] = [];
    const end = bridge.on('settings.changed', (event) => heard.push(event));
    bridge.on('settings.changed', (event) => heard.push(event.theme));
    bridge.on('overview.changed', () => heard.push('never'));
    await stream().open();
    await stream().send('settings.changed', settings);
    end();
    await stream().send('settings.changed', settings);
    expect(heard).toEqual([settings, 'dark', 'dark']);
    expect(requests.map(({ url, init }) => [url, init.headers])).toEqual([['/events', { 'x-weiguan-session': 'kept' }]]);
  });

  test.each([
    ['breaks off', () => stream().breakOff()],
    ['is ended by the gateway', () => stream().end()],
  ])('come again, after a while, where the stream %s, and both are told', async (_, end) => {
    const told: boolean[] = [];
    const heard: unknown[] = [];
    bridge.onConnection((connected) => told.push(connected));
    bridge.on('settings.changed', (event) => heard.push(event));
    await stream().open();
    await end();
    await vi.advanceTimersByTimeAsync(1999);
    expect(streams.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await stream().open();
    await stream().send('settings.changed', settings);
    expect([told, streams.length, heard]).toEqual([[false, true, false, true], 2, [settings]]);
  });

  test('rest while they are not wanted, whoever listens meanwhile', async () => {
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    await stream().open();
    bridge.rest(true);
    bridge.on('settings.changed', () => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([openStreams(), streams.length]).toEqual([0, 1]);
    bridge.rest(false);
    await stream().open();
    expect([told, streams.length]).toEqual([[false, true, false, true], 2]);
  });

  test('whoever asks later is told at once how it stands', async () => {
    bridge.onConnection(() => undefined);
    await stream().open();
    const told: boolean[] = [];
    const end = bridge.onConnection((connected) => told.push(connected));
    end();
    await stream().breakOff();
    expect(told).toEqual([true]);
  });

  test('are asked for again after a while where the gateway answered with an error', async () => {
    bridge.on('settings.changed', () => undefined);
    await stream().refuse(new Response('<h1>502</h1>', { status: 502 }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(streams.length).toBe(2);
  });

  test('are not what some proxy answers instead; it is asked less and less often', async () => {
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    for (const pauseMs of [2000, 4000, 5000, 5000]) {
      const before = streams.length;
      await stream().refuse(new Response('<h1>Please sign in</h1>', { headers: { 'content-type': 'text/html' } }));
      await vi.advanceTimersByTimeAsync(pauseMs - 1);
      expect(streams.length).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(streams.length).toBe(before + 1);
    }
    expect(told).toEqual([false]);
  });

  test('are asked for anew where not even a heartbeat comes any more', async () => {
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    await stream().open();
    for (let beats = 0; beats < 5; beats++) {
      await vi.advanceTimersByTimeAsync(20_000);
      await stream().send('settings.changed', settings);
    }
    expect([streams.length, told]).toEqual([1, [false, true]]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([streams.length, openStreams(), told]).toEqual([2, 1, [false, true, false]]);
  });

  test('are not asked for again after the end', async () => {
    bridge.on('settings.changed', () => undefined);
    await stream().open();
    await stream().breakOff();
    bridge.close();
    await vi.advanceTimersByTimeAsync(10_000);
    bridge.on('settings.changed', () => undefined);
    expect(streams.length).toBe(1);
  });
});

describe('the session', () => {
  let sessions: boolean[];
  beforeEach(() => {
    sessions = [];
    bridge.onSession((signedIn) => sessions.push(signedIn));
    bridge.onConnection(() => undefined);
  });
  const lose = async (answer = unauthorized) => {
    answers['/api/settings.get'] = () => answer();
    await bridge.call('settings.get', {});
  };

  test('is missed where a call is refused for want of it; then no events are asked for', async () => {
    await stream().open();
    await lose();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([sessions, openStreams(), streams.length]).toEqual([[false], 0, 1]);
  });

  test('is missed too while the gateway takes no more tokens', async () => {
    await lose(() => unauthorized(429));
    expect(sessions).toEqual([false]);
  });

  test('is missed though no call is made, where the gateway was started again', async () => {
    await stream().open();
    await stream().end();
    await vi.advanceTimersByTimeAsync(2000);
    await stream().refuse(unauthorized());
    await vi.advanceTimersByTimeAsync(10_000);
    expect([sessions, openStreams(), streams.length]).toEqual([[false], 0, 2]);
  });

  test('that another tab has opened is taken over at once, and by a call that was refused with the one before', async () => {
    await lose();
    otherTab('theirs');
    expect(requests.at(-1)).toMatchObject({ url: '/events', init: { headers: { 'x-weiguan-session': 'theirs' } } });
    expect(sessions).toEqual([false, true]);
    answers['/api/settings.get'] = () => {
      if (kept === 'later') return json(ok(settings));
      kept = 'later';
      return unauthorized();
    };
    expect(await bridge.call('settings.get', {})).toEqual(ok(settings));
    expect(sessions).toEqual([false, true]);
  });

  test('is opened with the token, and events come again', async () => {
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    await stream().open();
    await lose();
    expect(await bridge.signIn('token')).toEqual(ok(null));
    expect(requests.at(-2)).toMatchObject({ url: '/session', init: { method: 'POST', body: '{"token":"token"}' } });
    expect(requests.at(-1)).toMatchObject({ url: '/events', init: { headers: { 'x-weiguan-session': 'made' } } });
    await stream().open();
    expect([kept, sessions, streams.length, told]).toEqual(['made', [false, true], 2, [false, true, false, true]]);
  });

  test.each([
    ['a wrong token', () => unauthorized(), 'api/unauthorized'],
    ['one too many wrong tokens', () => unauthorized(429), 'api/unauthorized'],
    ['a gateway in trouble', () => json(err(failure('api/bug')), 500), 'api/unreachable'],
    ['an answer that is none', () => new Response(null, { status: 204 }), 'api/unreachable'],
    ['no gateway', () => Promise.reject(new TypeError('Failed to fetch')), 'api/unreachable'],
  ])('is not opened with %s', async (_, answer, code) => {
    await lose();
    answers['/session'] = answer;
    expect(await bridge.signIn('token')).toMatchObject({ ok: false, error: { code } });
    expect([sessions, openStreams()]).toEqual([[false], 0]);
  });

  test('that is not opened for a minute says so', async () => {
    await lose();
    answers['/session'] = () =>
      new Promise((_, reject) => {
        const signal = requests.at(-1)?.init.signal;
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const opened = bridge.signIn('token');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await opened).toMatchObject({ ok: false, error: { code: 'api/no-answer' } });
  });

  test('is not lost again by a call from before it', async () => {
    let refuse: (response: Response) => void = () => undefined;
    answers['/api/overview.get'] = () =>
      new Promise((resolve) => {
        refuse = resolve;
      });
    const slow = bridge.call('overview.get', {});
    await lose();
    await bridge.signIn('token');
    refuse(unauthorized());
    expect(await slow).toMatchObject({ ok: false, error: { code: 'api/unauthorized' } });
    expect(sessions).toEqual([false, true]);
  });
});
