import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { createHttpBridge, type HttpBridge } from './http-bridge.ts';

/** An event stream that a test plays the gateway's side of. */
class FakeStream extends EventTarget {
  readyState = 0;
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  /** The line breaks: the browser connects again by itself. */
  breakOff() {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
  /** The gateway answers with an error: the browser gives up. */
  refuse() {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }
  send(name: string, event: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(event) }));
  }
  close() {
    this.readyState = 2;
  }
}

let bridge: HttpBridge;
let streams: FakeStream[];
/** Where each stream was asked for. */
let streamUrls: string[];
/** What the gateway answers to a URL. */
let answers: Record<string, () => Response | Promise<Response>>;
let requests: { url: string; init: RequestInit }[];

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const unauthorized = (status = 401) => json(err(failure('api/unauthorized')), status);
const settings = { language: 'en', theme: 'dark' } as const;
const stream = () => streams.at(-1) as FakeStream;
const openStreams = () => streams.filter(({ readyState }) => readyState !== 2).length;
/** Lets everything that waits for an answer go on. */
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  streamUrls = [];
  requests = [];
  answers = { '/api/settings.get': () => json(ok(settings)), '/session': () => new Response(null, { status: 204 }) };
  bridge = createHttpBridge({
    os: 'linux',
    reconnectMs: 2000,
    fetch: async (url, init = {}) => {
      requests.push({ url: String(url), init });
      const answer = answers[String(url)];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
    openEvents: (url) => {
      streamUrls.push(url);
      streams.push(new FakeStream());
      return stream() as unknown as EventSource;
    },
  });
});
afterEach(() => {
  bridge.close();
  expect([openStreams(), vi.getTimerCount()]).toEqual([0, 0]);
  vi.useRealTimers();
});

describe('a call', () => {
  test('is a POST of JSON with the cookie of the session', async () => {
    answers['/api/messages.get'] = () => json(ok({ id: '9223372036854775807' }));
    expect(await bridge.call('messages.get', { id: '9223372036854775807' })).toEqual(ok({ id: '9223372036854775807' }));
    expect(requests).toEqual([
      {
        url: '/api/messages.get',
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          credentials: 'same-origin',
          body: '{"id":"9223372036854775807"}',
        },
      },
    ]);
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
  test('come over one stream to all who listen, until they stop', () => {
    const heard: unknown[] = [];
    const end = bridge.on('settings.changed', (event) => heard.push(event));
    bridge.on('settings.changed', (event) => heard.push(event.theme));
    bridge.on('overview.changed', () => heard.push('never'));
    stream().send('settings.changed', settings);
    end();
    stream().send('settings.changed', settings);
    expect(heard).toEqual([settings, 'dark', 'dark']);
    expect(streamUrls).toEqual(['/events']);
  });

  test('come again after the browser has reconnected, and both are told', () => {
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    stream().open();
    stream().breakOff();
    stream().breakOff();
    stream().open();
    expect(told).toEqual([false, true, false, true]);
    expect(streams.length).toBe(1);
  });

  test('whoever asks later is told at once how it stands', () => {
    bridge.onConnection(() => undefined);
    stream().open();
    const told: boolean[] = [];
    const end = bridge.onConnection((connected) => told.push(connected));
    end();
    stream().breakOff();
    expect(told).toEqual([true]);
  });

  test('are asked for again after a while where the browser gave up', async () => {
    const heard: unknown[] = [];
    bridge.on('settings.changed', (event) => heard.push(event));
    stream().open();
    stream().refuse();
    await vi.advanceTimersByTimeAsync(1999);
    expect(streams.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(streams.length).toBe(2);
    stream().send('settings.changed', settings);
    expect(heard).toEqual([settings]);
  });

  test('are not asked for again after the end', async () => {
    bridge.on('settings.changed', () => undefined);
    stream().refuse();
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
    stream().open();
    await lose();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([sessions, openStreams(), streams.length]).toEqual([[false], 0, 1]);
  });

  test('is missed too while the gateway takes no more tokens', async () => {
    await lose(() => unauthorized(429));
    expect(sessions).toEqual([false]);
  });

  test('is missed though no call is made, where the gateway was started again', async () => {
    stream().open();
    answers['/api/settings.get'] = () => unauthorized();
    stream().refuse();
    await settled();
    expect([sessions, openStreams()]).toEqual([[false], 0]);
  });

  test('is opened with the token, and events come again', async () => {
    const told: boolean[] = [];
    bridge.onConnection((connected) => told.push(connected));
    stream().open();
    await lose();
    expect(await bridge.signIn('token')).toEqual(ok(null));
    expect(requests.at(-1)).toMatchObject({ url: '/session', init: { method: 'POST', body: '{"token":"token"}' } });
    stream().open();
    expect([sessions, streams.length, told]).toEqual([[false, true], 2, [false, true, false, true]]);
  });

  test.each([
    ['a wrong token', () => unauthorized(), 'api/unauthorized'],
    ['one too many wrong tokens', () => unauthorized(429), 'api/unauthorized'],
    ['a gateway in trouble', () => json(err(failure('api/bug')), 500), 'api/unreachable'],
    ['no gateway', () => Promise.reject(new TypeError('Failed to fetch')), 'api/unreachable'],
  ])('is not opened with %s', async (_, answer, code) => {
    await lose();
    answers['/session'] = answer;
    expect(await bridge.signIn('token')).toMatchObject({ ok: false, error: { code } });
    expect([sessions, openStreams()]).toEqual([[false], 0]);
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
