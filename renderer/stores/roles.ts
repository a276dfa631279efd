import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { RoleTrial, RoleWish } from '../../shared/people-api.ts';
import { type Failure, ok, type Result } from '../../shared/result.ts';
import { builtInRoles, type Role, type WordMeaning } from '../../shared/role.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

/** What stands in the address of the People page while it shows roles; a single one by its id, or `+` while it is made. */
export const rolesPart = 'roles';
export const rolePart = (id: string) => `role:${id}`;
export const newRole = '+';

/** Which role the address names: an id, or `newRole`. Undefined where it names none. */
export const roleInPart = (part: string | null): string | undefined => (part?.startsWith('role:') ? part.slice(5) : undefined);

export const isBuiltIn = ({ id }: Pick<Role, 'id'>): boolean => builtInRoles.some((role) => role.id === id);

export interface RolesState {
  roles: Loadable<Role[]>;
  /** What rights mean by the words that they name; none as long as that was not told. */
  words: Record<string, WordMeaning>;
  /** The role that was deleted last, and can be put back. */
  removed: Role | null;
  /** What the last change ran into. */
  failure: Failure | null;
  load(): Promise<void>;
  loadWords(): Promise<void>;
  /** Makes a role or changes it; whether that was done. */
  put(role: Role): Promise<boolean>;
  /** Whether it was deleted. */
  remove(role: Role): Promise<boolean>;
  /** Puts back what was deleted last. */
  restore(): Promise<void>;
  /** Takes away the offer to put it back. */
  letGo(): void;
  /** Forgets what the last change ran into. */
  forgetFailure(): void;
  /** What the policy would say to somebody with this role. */
  tryOut(wish: RoleWish): Promise<Result<RoleTrial>>;
  /** An id that no role has. */
  freeId(): string;
}

/** The roles there are: the built-in ones, and those that the admin made. */
export function createRolesStore(bridge: WeiguanBridge, { newId }: { newId(): string }) {
  const questions = createQuestions<Role[]>();
  const store = createStore<RolesState>()((set, get) => {
    const list = () => get().roles.value ?? [];
    const show = (roles: Role[]) => set({ roles: { state: 'ready', value: roles }, failure: null });
    return {
      roles: loading,
      words: {},
      removed: null,
      failure: null,
      async load() {
        const listed = await questions.ask(bridge.call('roles.list', {}));
        if (!listed) return;
        const { answer, since } = listed;
        set({ roles: settled(answer.ok ? ok(since.at(-1) ?? answer.value) : answer, get().roles) });
      },
      async loadWords() {
        const words = await bridge.call('roles.words', {});
        if (words.ok) set({ words: words.value });
      },
      async put(role) {
        const done = await bridge.call('roles.put', { role });
        if (!done.ok) {
          set({ failure: done.error });
          return false;
        }
        const known = list().some(({ id }) => id === role.id);
        show(known ? list().map((other) => (other.id === role.id ? done.value : other)) : [...list(), done.value]);
        return true;
      },
      async remove(role) {
        const done = await bridge.call('roles.remove', { id: role.id });
        if (!done.ok) {
          set({ failure: done.error });
          return false;
        }
        show(list().filter(({ id }) => id !== role.id));
        set({ removed: role });
        return true;
      },
      async restore() {
        const { removed, put } = get();
        if (removed && (await put(removed))) set({ removed: null });
      },
      letGo: () => set({ removed: null }),
      forgetFailure: () => set({ failure: null }),
      tryOut: (wish) => bridge.call('roles.try', wish),
      freeId: () => `r-${newId().slice(0, 8)}`,
    };
  });
  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('roles.changed', (roles) => {
        questions.note(roles);
        store.setState({ roles: { state: 'ready', value: roles } });
      });
    },
  };
}
