import { expect, test } from 'vitest';
import type { WeiguanBridge } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { createOwnTemplatesStore } from './own-templates.ts';

const template = { id: 't', title: '告警', content: '{{thing1.DATA}}', example: '' };

test("An account's templates are read when asked for, and stay where a later reading fails", async () => {
  let answer: unknown = ok([template]);
  const bridge = { call: async () => answer } as unknown as WeiguanBridge;
  const { store } = createOwnTemplatesStore(bridge);
  const reading = store.getState().load('oa');
  expect(store.getState().lists.oa).toMatchObject({ state: 'loading' });
  await reading;
  expect(store.getState().lists).toEqual({ oa: { state: 'ready', value: [template] } });
  answer = err(failure('templates/none-here'));
  await store.getState().load('oa');
  expect(store.getState().lists.oa).toMatchObject({ state: 'failed', value: [template], failure: { code: 'templates/none-here' } });
});
