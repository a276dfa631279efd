import { describe, expect, test, vi } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken } from './fake-bridge.ts';
import { based, live, menu, menuState, menusBench } from './test-menus.ts';

const { bridge, state, desk, names, open, edit, rest, saved, stop } = menusBench();

describe('a draft is saved by itself', () => {
  test('every two seconds where somebody types on and on, so that no quitting loses more', async () => {
    await open();
    for (const text of ['a', 'ab', 'abc', 'abcd', 'abcde']) {
      edit(text);
      expect(bridge().waiting('menus.save')).toEqual([]);
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(bridge().waiting('menus.save')).toHaveLength(1);
    await saved(1);
  });

  test('once nothing was typed for a moment, with what it was made from', async () => {
    await open(menuState({ revision: 4 }));
    edit('a');
    edit('ab');
    expect(desk().saving).toBe('waiting');
    expect(bridge().waiting('menus.save')).toEqual([]);
    await rest();
    expect(
      bridge()
        .waiting('menus.save')
        .map(({ input }) => input),
    ).toEqual([{ account: 'ops', menu: menu('ab'), revision: 4, base: based(menu('live')) }]);
    expect(desk().saving).toBe('saving');
    await saved(5);
    expect(desk().saving).toBe('idle');
  });

  test('again with what was typed meanwhile, and its own echo is no conflict', async () => {
    await open();
    edit('a');
    await rest();
    edit('ab');
    bridge().emit('menus.changed', [menuState({ draft: menu('a'), revision: 1 })]);
    expect(desk().conflict).toBeNull();
    expect(names()).toEqual(['ab']);
    await saved(1);
    expect(
      bridge()
        .waiting('menus.save')
        .map(({ input }) => input),
    ).toEqual([{ account: 'ops', menu: menu('ab'), revision: 1, base: based(menu('live')) }]);
    await saved(2);
    expect(desk().saving).toBe('idle');
    await rest();
    expect(bridge().waiting('menus.save')).toEqual([]);
  });

  test('with what it was made from, though another menu becomes known while it is typed', async () => {
    await open();
    edit('a');
    bridge().emit('menus.changed', [menuState({ live: live(menu('theirs')) })]);
    expect(names()).toEqual(['a']);
    await rest();
    expect(bridge().waiting('menus.save')[0]?.input.base).toEqual(based(menu('live')));
    await saved(1);
  });

  test('as made from what was published from here, where that was typed on', async () => {
    await open(menuState({ draft: menu('a'), revision: 1 }));
    edit('ab');
    bridge().emit('menus.changed', [menuState({ revision: 1, live: live(menu('a')) })]);
    await rest();
    expect(bridge().waiting('menus.save')[0]?.input.base).toEqual(based(menu('a')));
    await saved(2);
  });

  test('as none where it is what is live again', async () => {
    await open(menuState({ draft: menu('draft'), revision: 1 }));
    edit('live');
    await rest();
    expect(bridge().waiting('menus.save')[0]?.input.menu).toBeNull();
    await saved(2);
  });

  test('at once where somebody turns to another account or ends the page', async () => {
    await open();
    edit('a');
    void state().flush('ops');
    expect(bridge().waiting('menus.save')).toHaveLength(1);
    await saved(1);
    edit('ab');
    stop();
    expect(bridge().waiting('menus.save')).toHaveLength(1);
  });

  test('before the program ends, which waits for that and for what is on its way', async () => {
    await open();
    edit('a');
    let isSaved = false;
    const ending = bridge()
      .end()
      .then(() => {
        isSaved = true;
      });
    edit('ab');
    await saved(1);
    expect(isSaved).toBe(false);
    await saved(2);
    await ending;
  });

  test('and where that failed again after a while, ever later, until it is kept', async () => {
    await open();
    edit('a');
    await rest();
    for (const wait of [5_000, 10_000, 20_000]) {
      await bridge().answer('menus.save', err(broken));
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(bridge().waiting('menus.save')).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(bridge().waiting('menus.save')).toHaveLength(1);
    }
    await saved(1);
    expect(desk()).toMatchObject({ saving: 'idle', failure: null });
  });

  test('at once where the gateway is back, or somebody asks for that', async () => {
    await open();
    edit('a');
    await rest();
    await bridge().answer('menus.save', err(broken));
    void state().reload();
    await bridge().answer('menus.get', ok(menuState()));
    await bridge().answer('menus.save', err(broken));
    void state().flush('ops');
    await saved(1);
    expect(desk().saving).toBe('idle');
  });

  test('and is no conflict with itself where only the answer was lost', async () => {
    await open();
    edit('a');
    await rest();
    edit('ab');
    await bridge().answer('menus.save', err(broken));
    void state().reload();
    await bridge().answer('menus.get', ok(menuState({ draft: menu('a'), revision: 1 })));
    expect(desk().conflict).toBeNull();
    expect(bridge().waiting('menus.save')[0]?.input).toMatchObject({ menu: menu('ab'), revision: 1 });
    await saved(2);
  });

  test('and is not told as unsaved any more where it was undone', async () => {
    await open();
    edit('a');
    await rest();
    await bridge().answer('menus.save', err(broken));
    state().undo('ops');
    expect(desk()).toMatchObject({ saving: 'idle', failure: null });
  });

  test('and is undone over there too, where it had arrived and only the answer was lost', async () => {
    await open();
    edit('a');
    await rest();
    await bridge().answer('menus.save', err(broken));
    state().undo('ops');
    void state().reload();
    await bridge().answer('menus.get', ok(menuState({ draft: menu('a'), revision: 1 })));
    expect(names()).toEqual(['live']);
    expect(bridge().waiting('menus.save')[0]?.input).toMatchObject({ menu: null, revision: 1 });
    await saved(2);
  });

  test('and is told as saved where it was, though the answer was lost', async () => {
    await open();
    edit('a');
    await rest();
    await bridge().answer('menus.save', err(broken));
    bridge().emit('menus.changed', [menuState({ draft: menu('a'), revision: 1 })]);
    expect(desk()).toMatchObject({ saving: 'idle', failure: null, revision: 1 });
  });

  test('and stays said as not saved, though something else is done meanwhile', async () => {
    await open();
    edit('a');
    await rest();
    await bridge().answer('menus.save', err(broken));
    void state().tryMatch('ops', 'somebody');
    await bridge().answer('menus.conditional.tryMatch', ok({ menu: menu('live'), isDefault: true, menuids: [] }));
    expect(desk()).toMatchObject({ saving: 'failed', failure: { act: 'save', failure: broken } });
  });

  test('and what could not be saved is said, kept, and tried with the next change', async () => {
    await open();
    edit('a');
    await rest();
    await bridge().answer('menus.save', err(broken));
    expect(desk()).toMatchObject({ saving: 'failed', failure: { act: 'save', failure: broken } });
    edit('ab');
    await rest();
    await saved(1);
    expect(desk()).toMatchObject({ saving: 'idle', failure: null });
  });
});
