import { describe, expect, test } from 'vitest';
import { mostSteps, newHistory, redone, stepOn, undone } from './menu-history.ts';

describe('undo and redo', () => {
  test('go back and forward one step at a time, and no further', () => {
    const history = stepOn(stepOn(newHistory('a'), 'b'), 'c');
    expect(undone(history).present).toBe('b');
    expect(undone(undone(undone(history))).present).toBe('a');
    expect(redone(undone(undone(history))).present).toBe('b');
    expect(redone(history)).toBe(history);
  });

  test('typing in one field is one step, until something else is done', () => {
    const typed = stepOn(stepOn(newHistory('menu'), 'menu A', 'name/0'), 'menu AB', 'name/0');
    expect(undone(typed).present).toBe('menu');
    const elsewhere = stepOn(typed, 'menu AB C', 'name/1');
    expect(undone(elsewhere).present).toBe('menu AB');
  });

  test('typing that goes on after an undo is a step of its own', () => {
    const typed = stepOn(newHistory(''), 'a', 'name');
    const again = stepOn(undone(stepOn(typed, 'ab', 'key')), 'ac', 'name');
    expect(undone(again).present).toBe('a');
  });

  test('a new step after an undo takes the place of what was undone', () => {
    const history = stepOn(undone(stepOn(newHistory('a'), 'b')), 'c');
    expect(redone(history).present).toBe('c');
    expect(undone(history).present).toBe('a');
  });

  test('only so many steps are kept', () => {
    let history = newHistory(0);
    for (let step = 1; step <= mostSteps + 10; step += 1) history = stepOn(history, step);
    expect(history.past).toHaveLength(mostSteps);
    expect(history.past[0]).toBe(10);
  });
});
