import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { boundConnections } from './bound-connections.ts';

class Client extends EventEmitter {
  readonly name: string;
  destroyed = false;
  constructor(name: string) {
    super();
    this.name = name;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

/** A listener with all its connections taken, by clients `0` and up. */
function crowded() {
  const server = new EventEmitter();
  const use = boundConnections(server as Server);
  const connect = (name: string) => {
    const client = new Client(name);
    server.emit('connection', client);
    return client;
  };
  const clients = Array.from({ length: limits.connections }, (_, index) => connect(String(index)));
  const client = (index: number) => clients[index] as unknown as Socket;
  const cut = () => clients.filter(({ destroyed }) => destroyed).map(({ name }) => Number(name));
  const closeCut = () => {
    for (const one of clients) if (one.destroyed) one.emit('close');
  };
  return { use, connect, client, cut, closeCut };
}

test('beyond the limit the longest silent one makes room for each that comes', () => {
  const { connect, cut, closeCut } = crowded();
  expect(cut()).toEqual([]);
  for (const name of ['a', 'b', 'c']) {
    connect(name);
    closeCut();
  }
  expect(cut()).toEqual([0, 1, 2]);
});

test('several that come before the cut ones have closed cut one each', () => {
  const { connect, cut } = crowded();
  for (const name of ['a', 'b', 'c']) connect(name);
  expect(cut()).toEqual([0, 1, 2]);
});

test('one that is being answered is never cut, one that was answered just now comes last', () => {
  const { use, connect, client, cut, closeCut } = crowded();
  use.began(client(0));
  use.began(client(1));
  use.ended(client(1));
  connect('a');
  use.began(client(3));
  use.ended(client(3));
  for (let late = 0; late < limits.connections - 4; late++) {
    closeCut();
    connect(`late ${late}`);
  }
  const gone = cut();
  expect(gone).not.toContain(0);
  expect(gone.slice(0, 2)).toEqual([2, 4]);
  expect(gone).not.toContain(1);
  expect(gone).not.toContain(3);
});

test('where all are being answered nobody is cut', () => {
  const { use, connect, client, cut } = crowded();
  for (let index = 0; index < limits.connections; index++) use.began(client(index));
  const late = connect('late');
  expect(cut()).toEqual([]);
  expect(late.destroyed).toBe(true);
});

test('a client that does not wait for its answer is cut, and what else it has sent is passed over', () => {
  const { use, client, cut } = crowded();
  const answer = { writableEnded: false };
  expect(use.takes(client(7), answer)).toBe(true);
  answer.writableEnded = true;
  const next = { writableEnded: false };
  expect(use.takes(client(7), next)).toBe(true);
  expect([use.takes(client(7), answer), use.takes(client(7), answer), cut()]).toEqual([false, false, [7]]);
  expect(use.takes(client(8), answer)).toBe(true);
});
