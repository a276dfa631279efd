import { failure } from '../../shared/failures.ts';
import { type Language, listed } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { builtInRoles, type Operator, Role, roleLimits, type WordMeaning } from '../../shared/role.ts';
import type { Store } from '../store/store.ts';
import { createTurns } from '../turns.ts';
import { foldWord } from './fold-word.ts';
import { openRightWords, type RightWordsOptions } from './right-words.ts';
import { rightsRecord } from './rights-trail.ts';
import { roleTitles } from './role-titles.ts';

/** The roles there are: those that are always there, and those that the admin made, kept on disk. */
export interface Roles {
  /** The built-in ones first, the weakest first; then own ones in the order in which they were made. */
  list(): readonly Role[];
  /** The names of those with a right that names this: a server's id, a group, or `@` and a tag. */
  naming(word: string): string[];
  /** What their rights mean by a word, though what was called so may be gone; undefined where none names it. */
  meant(word: string): WordMeaning | undefined;
  /** Each bare word that is in a right, with what it means. */
  words(): Record<string, WordMeaning>;
  /** Makes a role, or changes the one of this id. Fails with `roles/built-in`, `roles/name`, `roles/too-many` and `roles/word-meant`. */
  put(role: Role): Promise<Result<Role>>;
  /** Fails with `roles/built-in`, and with `roles/in-use` while somebody has it. */
  remove(id: string): Promise<Result<null>>;
}

export interface RolesOptions extends RightWordsOptions {
  store: Pick<Store, 'do'>;
  now(): number;
  language(): Language;
  /** Those who have a role at this moment. */
  operators(): readonly Operator[];
  onChanged(roles: readonly Role[]): void;
}

/** So many of those who have a role are named. */
const mostNamed = 5;
const byAdmin = { origin: 'console' } as const;

export async function openRoles({ store, now, language, operators, onChanged, ...options }: RolesOptions): Promise<Roles> {
  let own = (await store.do('roles.list')).flatMap((kept) => Role.safeParse(kept).data ?? []);
  const words = await openRightWords(own, options);
  const turns = createTurns();
  const list = () => [...builtInRoles, ...own];
  const change = (changed: Role[]) => {
    own = changed;
    words.changed(own);
    onChanged(list());
  };
  const naming = (word: string) =>
    own.filter(({ grants }) => grants.some(({ groups }) => groups !== 'all' && groups.includes(word))).map(({ name }) => name);
  /** Whether another role is called so: a built-in one in any language. */
  const isTaken = ({ id, name }: Role) =>
    own.some((other) => other.id !== id && isSameWord(other.name, name)) ||
    Object.entries(roleTitles).some(([word, titles]) => [word, ...Object.values(titles)].some((title) => isSameWord(title, name)));

  return {
    list,
    meant: words.meant,
    words: words.all,
    naming,
    put: (role) =>
      turns(async () => {
        if (Object.hasOwn(roleTitles, role.id)) return err(failure('roles/built-in', {}, language()));
        if (isTaken(role)) return err(failure('roles/name', { name: role.name }, language()));
        const former = own.find(({ id }) => id === role.id);
        const clash = words.clash(role, former);
        if (clash !== undefined)
          return err(failure('roles/word-meant', { word: clash, roles: listed(naming(clash), language()) }, language()));
        const isNew = former === undefined;
        if (isNew && own.length >= roleLimits.roles) return err(failure('roles/too-many', { limit: String(roleLimits.roles) }, language()));
        await words.learn(role);
        await store.do('roles.put', { role, trail: [rightsRecord(now(), byAdmin, { kind: 'role-saved', role })] });
        change(isNew ? [...own, role] : own.map((other) => (other.id === role.id ? role : other)));
        return ok(role);
      }),
    remove: (id) =>
      turns(async () => {
        if (Object.hasOwn(roleTitles, id)) return err(failure('roles/built-in', {}, language()));
        const role = own.find((one) => one.id === id);
        if (!role) return ok(null);
        const holders = operators().filter((operator) => operator.role === id);
        if (holders.length > 0) return err(inUse(role, holders, language()));
        await store.do('roles.remove', { id, trail: [rightsRecord(now(), byAdmin, { kind: 'role-removed', role: id })] });
        change(own.filter((other) => other.id !== id));
        return ok(null);
      }),
  };
}

function inUse({ name }: Role, holders: readonly Operator[], language: Language) {
  const named = holders.slice(0, mostNamed).map((operator) => operator.name || operator.person);
  const more = holders.length > mostNamed ? '…' : '';
  return failure('roles/in-use', { name, people: listed(named, language) + more }, language);
}

const isSameWord = (one: string, other: string) => foldWord(one) === foldWord(other);
