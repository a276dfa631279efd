import { expect, test } from 'vitest';
import { createFakeBridge, row } from './fake-bridge.ts';
import { listenOnce } from './listen-once.ts';

test('however many stores listen, the carrier carries each event once, and to all of them', () => {
  const carrier = createFakeBridge();
  const bridge = listenOnce(carrier);
  const heard: string[] = [];
  bridge.on('messages.changed', (rows) => heard.push(`one ${rows.length}`));
  bridge.on('messages.changed', (rows) => heard.push(`two ${rows.length}`));
  bridge.on('overview.changed', () => heard.push('never'));
  expect(carrier.listeners()).toBe(2);
  carrier.emit('messages.changed', [row(1)]);
  expect(heard).toEqual(['one 1', 'two 1']);
});

test('who stops listening hears no more; where nobody listens any more, nothing is carried until somebody does again', () => {
  const carrier = createFakeBridge();
  const bridge = listenOnce(carrier);
  const heard: string[] = [];
  const endOne = bridge.on('messages.changed', () => heard.push('one'));
  const endTwo = bridge.on('messages.changed', () => heard.push('two'));
  endOne();
  endOne();
  carrier.emit('messages.changed', [row(1)]);
  endTwo();
  expect([heard, carrier.listeners()]).toEqual([['two'], 0]);
  const endThree = bridge.on('messages.changed', () => heard.push('three'));
  endTwo();
  carrier.emit('messages.changed', [row(2)]);
  endThree();
  expect([heard, carrier.listeners()]).toEqual([['two', 'three'], 0]);
});
