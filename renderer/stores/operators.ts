import { createStore } from 'zustand/vanilla';
import type { Platform } from '../../shared/account.ts';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Contact, RemovedPerson } from '../../shared/people-api.ts';
import { type Failure, ok, type Result } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import type { Invitation } from '../../shared/run.ts';
import { isSamePerson, type Who } from '../../shared/same-person.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

/** What stands in the place of somebody in the address while they are added. */
export const newPerson = '+';

export interface OperatorsState {
  operators: Loadable<Operator[]>;
  /** Those who have no role while their account belongs to another company. */
  former: Operator[];
  /** Those whose role was taken away, and who have no rights because of that alone. */
  keptOut: RemovedPerson[];
  /** Whoever was removed last, and can be put back. */
  removed: Operator | null;
  /** Those for whom the settings count again since the last change, which can be undone. */
  letIn: RemovedPerson[] | null;
  /** A code that was made and is not closed yet. */
  invitation: Invitation | null;
  /** Members whom a WeCom app may see, by account, where somebody has asked for them. */
  contacts: Record<string, Loadable<{ contacts: Contact[]; isCut: boolean }>>;
  /** What the last change ran into. */
  failure: Failure | null;
  load(): Promise<void>;
  /** Binds somebody, or changes their name or role; whether that was done. */
  put(operator: Operator): Promise<boolean>;
  remove(operator: Operator): Promise<void>;
  /** Removes those of an account's former company; nothing puts them back. */
  removeFormer(account: string): Promise<void>;
  /** Lets the account's own settings count again for these. */
  forgetRemoved(people: RemovedPerson[]): Promise<void>;
  /** Undoes the last of these changes: whoever was removed is put back, whoever was let in is kept out. */
  restore(): Promise<void>;
  /** Takes away the offer to undo it. */
  letGo(): void;
  invite(role: string, name: string): Promise<void>;
  closeInvitation(): void;
  /** Asks the platform whom the app may see. */
  loadContacts(account: string): Promise<void>;
  /** Writes a text to somebody; asked for again after a failure it is sent once all the same. */
  send(who: Who, text: string): Promise<Result<{ id: string; left: number }>>;
}

interface OperatorsStoreOptions {
  newKey(): string;
  platformOf(account: string): Platform | undefined;
}

/** The people in WeChat who have a role. */
export function createOperatorsStore(bridge: WeiguanBridge, { newKey, platformOf }: OperatorsStoreOptions) {
  /** Keys of messages that nobody has said of that they are in the outbox. */
  const keys = new Map<string, string>();
  const questions = createQuestions<Operator[]>();
  const formerQuestions = createQuestions();
  const keptOutQuestions = createQuestions();
  /** Those who are on record, and have no role. */
  async function loadOthers(): Promise<void> {
    await Promise.all([loadFormer(), loadKeptOut()]);
  }
  async function loadFormer(): Promise<void> {
    const listed = await formerQuestions.ask(bridge.call('operators.former', {}));
    if (listed?.answer.ok) store.setState({ former: listed.answer.value });
  }
  async function loadKeptOut(): Promise<void> {
    const listed = await keptOutQuestions.ask(bridge.call('operators.removed', {}));
    if (listed?.answer.ok) store.setState({ keptOut: listed.answer.value });
  }
  const store = createStore<OperatorsState>()((set, get) => {
    const list = () => get().operators.value ?? [];
    const show = (operators: Operator[]) => set({ operators: { state: 'ready', value: operators }, failure: null });
    return {
      operators: loading,
      former: [],
      keptOut: [],
      removed: null,
      letIn: null,
      invitation: null,
      contacts: {},
      failure: null,
      async load() {
        void loadOthers();
        const listed = await questions.ask(bridge.call('operators.list', {}));
        if (!listed) return;
        const { answer, since } = listed;
        set({ operators: settled(answer.ok ? ok(since.at(-1) ?? answer.value) : answer, get().operators) });
      },
      async put(operator) {
        const done = await bridge.call('operators.put', { operator });
        if (!done.ok) {
          set({ failure: done.error });
          return false;
        }
        const isPut = (other: Who) => isSamePerson(other, operator, platformOf);
        show(list().some(isPut) ? list().map((other) => (isPut(other) ? done.value : other)) : [...list(), done.value]);
        return true;
      },
      async remove(operator) {
        const done = await bridge.call('operators.remove', { account: operator.account, person: operator.person });
        if (!done.ok) return set({ failure: done.error });
        show(list().filter((other) => !isSamePerson(other, operator, platformOf)));
        set({ removed: operator, letIn: null });
      },
      async removeFormer(account) {
        const done = await bridge.call('operators.removeFormer', { account });
        if (!done.ok) return set({ failure: done.error });
        set({ failure: null });
        await loadOthers();
      },
      async forgetRemoved(people) {
        const done = await bridge.call('operators.forgetRemoved', { people });
        set(done.ok ? { failure: null, removed: null, letIn: people } : { failure: done.error });
        await loadKeptOut();
      },
      async restore() {
        const { removed, letIn, put } = get();
        if (removed && (await put(removed))) set({ removed: null });
        if (!letIn) return;
        const done = await bridge.call('operators.keepOut', {});
        set(done.ok ? { failure: null, letIn: null } : { failure: done.error });
        await loadKeptOut();
      },
      letGo: () => set({ removed: null, letIn: null }),
      async invite(role, name) {
        const made = await bridge.call('operators.invite', { role, name });
        set(made.ok ? { invitation: made.value, failure: null } : { failure: made.error });
      },
      closeInvitation: () => set({ invitation: null }),
      async loadContacts(account) {
        const put = (found: OperatorsState['contacts'][string]) => set({ contacts: { ...get().contacts, [account]: found } });
        put(loading);
        put(settled(await bridge.call('people.contacts', { account })));
      },
      async send({ account, person }, text) {
        const name = JSON.stringify([account, person, text]);
        const key = keys.get(name) ?? newKey();
        keys.set(name, key);
        const sent = await bridge.call('operators.send', { account, person, text, key });
        if (sent.ok) keys.delete(name);
        return sent;
      },
    };
  });
  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('operators.changed', (operators) => {
        questions.note(operators);
        void loadOthers();
        store.setState({ operators: { state: 'ready', value: operators } });
      });
    },
  };
}
