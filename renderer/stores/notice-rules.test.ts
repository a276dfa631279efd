import { beforeEach, describe, expect, test } from 'vitest';
import { NoticeRule, OncallPlan } from '../../shared/monitor/notice-rule.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createNoticeRulesStore } from './notice-rules.ts';

const rule = (id: string) => NoticeRule.parse({ id, name: id, to: { onCall: true } });
const plan = OncallPlan.parse({ zone: 'UTC', handover: { day: 1, time: '09:00' }, firstWeek: 0, people: [] });
let bridge: FakeBridge;
let rules: ReturnType<typeof createNoticeRulesStore>;
const state = () => rules.store.getState();
/** What the gateway has by now, asked before each change. */
const now = (...list: NoticeRule[]) => bridge.answer('notices.rules.get', ok(list));
const ids = () => state().rules.value?.map(({ id }) => id);

beforeEach(async () => {
  bridge = createFakeBridge();
  rules = createNoticeRulesStore(bridge);
  void state().load();
  await bridge.answer('notices.rules.get', ok([rule('a'), rule('b')]));
  await bridge.answer('oncall.get', ok(null));
});

test('a rule is changed in its place, a new one comes last', async () => {
  const changed = state().put({ ...rule('a'), name: 'Nights' });
  await now(rule('a'), rule('b'));
  expect(bridge.waiting('notices.rules.set')[0]?.input.rules.map(({ name }) => name)).toEqual(['Nights', 'b']);
  await bridge.answer('notices.rules.set', ok([{ ...rule('a'), name: 'Nights' }, rule('b')]));
  expect(await changed).toBe(true);
  void state().put(rule('c'));
  await now(rule('a'), rule('b'));
  expect(bridge.waiting('notices.rules.set')[0]?.input.rules.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a deleted rule comes back where it stood', async () => {
  const removed = state().remove('a');
  await now(rule('a'), rule('b'));
  await bridge.answer('notices.rules.set', ok([rule('b')]));
  expect(await removed).toBe(true);
  expect(ids()).toEqual(['b']);
  const restored = state().restore();
  await now(rule('b'));
  await bridge.answer('notices.rules.set', ok([rule('a'), rule('b')]));
  await restored;
  expect(ids()).toEqual(['a', 'b']);
  expect(state().removed).toBeNull();
});

test('what could not be saved is told, and nothing has changed', async () => {
  const done = state().put(rule('c'));
  await now(rule('a'), rule('b'));
  await bridge.answer('notices.rules.set', err(broken));
  expect(await done).toBe(false);
  expect(state()).toMatchObject({ saving: false, failure: broken });
  expect(ids()).toEqual(['a', 'b']);
  state().forgetFailure();
  expect(state().failure).toBeNull();
});

test('what another console has added meanwhile stays, and rules that could not be read are not overwritten', async () => {
  void state().put(rule('c'));
  await now(rule('a'), rule('theirs'));
  expect(bridge.waiting('notices.rules.set')[0]?.input.rules.map(({ id }) => id)).toEqual(['a', 'theirs', 'c']);
  await bridge.answer('notices.rules.set', ok([rule('a'), rule('theirs'), rule('c')]));
  const done = state().remove('c');
  await bridge.answer('notices.rules.get', err(broken));
  expect(await done).toBe(false);
  expect(bridge.waiting('notices.rules.set')).toEqual([]);
  expect(state()).toMatchObject({ saving: false, failure: broken, removed: null });
});

test('a rule that is switched off while something else is typed of it stays off when that is saved', async () => {
  state().keepDraft('a', { ...rule('a'), name: 'Nights' });
  const switched = state().put({ ...rule('a'), on: false });
  await now(rule('a'), rule('b'));
  await bridge.answer('notices.rules.set', ok([{ ...rule('a'), on: false }, rule('b')]));
  await switched;
  expect(state().drafts.a).toEqual({ ...rule('a'), name: 'Nights', on: false });
});

test('what another console has changed of a rule meanwhile stays, but for what was changed here', async () => {
  void state().put({ ...rule('a'), on: false });
  await now({ ...rule('a'), name: 'Nights' }, rule('b'));
  expect(bridge.waiting('notices.rules.set')[0]?.input.rules[0]).toEqual({ ...rule('a'), name: 'Nights', on: false });
});

test('a rule that another console has deleted does not come back by itself: that is told, and it can be added again', async () => {
  const switched = state().put({ ...rule('a'), on: false });
  await now(rule('b'));
  expect(await switched).toBe(false);
  expect(bridge.waiting('notices.rules.set')).toEqual([]);
  expect([ids(), state().failure?.code]).toEqual([['b'], 'notices/rule-gone']);
  void state().put(rule('a'));
  await now(rule('b'));
  expect(bridge.waiting('notices.rules.set')[0]?.input.rules.map(({ id }) => id)).toEqual(['b', 'a']);
});

describe('a first plan that another console has made meanwhile', () => {
  const zhang = { account: 'ops', person: 'zhangsan', name: '张三' };
  const theirs = { plan: { ...plan, people: [zhang] } };
  const mine = { ...plan, handover: { day: 5, time: '18:00' } };

  test('is shown before it is written over, and that is not done unseen', async () => {
    state().keepPlan(mine);
    const done = state().setOncall(mine);
    await bridge.answer('oncall.get', ok(theirs));
    expect(await done).toBe(false);
    expect(bridge.waiting('oncall.set')).toEqual([]);
    expect(state()).toMatchObject({
      saving: false,
      failure: { code: 'oncall/made-meanwhile' },
      planDraft: mine,
      oncall: { value: theirs },
    });
    void state().setOncall(mine);
    await bridge.answer('oncall.get', ok(theirs));
    expect(bridge.waiting('oncall.set')[0]?.input.plan).toEqual(mine);
  });
  test('is told where the page learns of it while one is typed', async () => {
    state().keepPlan(mine);
    void state().load();
    await now(rule('a'));
    await bridge.answer('oncall.get', ok(theirs));
    expect(state()).toMatchObject({ failure: { code: 'oncall/made-meanwhile' }, planDraft: mine });
  });
});

test('what is typed of a plan while it is being saved stays', async () => {
  state().keepPlan(plan);
  const done = state().setOncall(plan);
  const since = { ...plan, handover: { day: 5, time: '18:00' } };
  state().keepPlan(since);
  await bridge.answer('oncall.get', ok(null));
  await bridge.answer('oncall.set', ok({ plan }));
  expect(await done).toBe(true);
  expect(state().planDraft).toEqual(since);
});

describe('a plan that another console changes meanwhile', () => {
  const zhang = { account: 'ops', person: 'zhangsan', name: '张三' };

  beforeEach(async () => {
    void state().load();
    await now(rule('a'));
    await bridge.answer('oncall.get', ok({ plan }));
    state().keepPlan({ ...plan, handover: { day: 5, time: '18:00' } });
  });

  test('keeps what was changed there when it is saved here', async () => {
    const done = state().setOncall(state().planDraft ?? plan);
    await bridge.answer('oncall.get', ok({ plan: { ...plan, people: [zhang] } }));
    const { input } = bridge.waiting('oncall.set')[0] ?? {};
    expect(input?.plan).toEqual({ ...plan, people: [zhang], handover: { day: 5, time: '18:00' } });
    await bridge.answer('oncall.set', ok({ plan: OncallPlan.parse(input?.plan) }));
    expect(await done).toBe(true);
    expect(state().planDraft).toBeNull();
  });

  test('shows what was changed there in what is typed here', async () => {
    void state().load();
    await now(rule('a'));
    await bridge.answer('oncall.get', ok({ plan: { ...plan, people: [zhang] } }));
    expect(state().planDraft).toEqual({ ...plan, people: [zhang], handover: { day: 5, time: '18:00' } });
  });

  test('is not written over where it cannot be read', async () => {
    const done = state().setOncall(plan);
    await bridge.answer('oncall.get', err(broken));
    expect(await done).toBe(false);
    expect(bridge.waiting('oncall.set')).toEqual([]);
    expect(state()).toMatchObject({ saving: false, failure: broken });
  });
});

test('a plan says who is on call', async () => {
  const done = state().setOncall(plan);
  await bridge.answer('oncall.get', ok(null));
  const now = { account: 'ops', person: 'zhangsan', name: '张三', until: 5 };
  await bridge.answer('oncall.set', ok({ plan, now }));
  expect(await done).toBe(true);
  expect(state().oncall.value?.now).toEqual(now);
});
