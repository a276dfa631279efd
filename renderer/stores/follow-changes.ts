import type { StoreApi } from 'zustand/vanilla';
import { without } from './acts.ts';
import type { Loadable } from './loadable.ts';

interface WithDrafts<Form> {
  drafts: Record<string, Form>;
}

/**
 * Has drafts follow what is changed elsewhere meanwhile (in another window, by the config file): what nobody has touched here
 * becomes what it is by now, so that saving doesn't bring back what was there before. What was touched stays as it is. A draft
 * that says the same by then is none.
 */
export function followChanges<State extends WithDrafts<Form>, Form extends object, Item extends { id: string }>(
  store: StoreApi<State>,
  listOf: (state: State) => Loadable<Item[]>,
  formOf: (item: Item) => Form,
): void {
  store.subscribe((state, before) => {
    const [is, was] = [listOf(state), listOf(before)];
    if (is === was) return;
    const drafts = rebased(state.drafts, was.value ?? [], is.value ?? [], formOf);
    if (drafts !== state.drafts) store.setState({ drafts } as Partial<State>);
  });
}

function rebased<Item extends { id: string }, Form extends object>(
  drafts: Record<string, Form>,
  before: Item[],
  after: Item[],
  formOf: (item: Item) => Form,
): Record<string, Form> {
  let kept = drafts;
  for (const [key, draft] of Object.entries(drafts)) {
    const [was, is] = [before, after].map((items) => items.find(({ id }) => id === key));
    if (!was || !is || was === is) continue;
    const form = rebase(draft, formOf(was), formOf(is));
    if (isSame(form, formOf(is))) kept = without(kept, key);
    else if (!isSame(form, draft)) kept = { ...kept, [key]: form };
  }
  return kept;
}

/**
 * What was typed over what stood there before, on top of what stands there by now: field by field, and a field that was changed
 * on both sides as it was typed. One that isn't there is left out, as the forms do it.
 */
export function rebase<Form extends object>(draft: Form, was: Form, is: Form): Form {
  const names = new Set([...Object.keys(is), ...Object.keys(draft)]) as Set<keyof Form>;
  const fields = [...names].map((name) => [name, (isSame(draft[name], was[name]) ? is : draft)[name]] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Form;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
