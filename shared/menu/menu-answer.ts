import { menuBounds } from './menu.ts';

const texts: ReadonlySet<string> = new Set(['type', 'name', 'key', 'url', 'media_id', 'article_id', 'appid', 'pagepath', 'language']);
/** What may be missing, and is where it is null. */
const optional: ReadonlySet<string> = new Set([...texts, 'sub_button', 'matchrule', 'tag_id', 'client_platform_type']);
/** Where menus, buttons and rules stand. */
const containers: ReadonlySet<string> = new Set([
  ...['menu', 'conditionalmenu', 'selfmenu_info', 'button', 'sub_button', 'list', 'matchrule'],
]);

/**
 * A platform's answer about menus, with what it says in other types than it documents: where it may be missing null is as
 * good as that, and a number in a text's place is that text. Nobody here can mend what is live, and it must not be in the
 * way of publishing something else. All other fields stay as they are.
 */
export function documentedTypes(answer: unknown, depth: number = menuBounds.depth): unknown {
  if (depth === 0 || typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return answer.map((one) => documentedTypes(one, depth - 1));
  const fields = Object.entries(answer).filter(([name, value]) => value !== null || !optional.has(name));
  return Object.fromEntries(fields.map(([name, value]) => [name, documentedField(name, value, depth)]));
}

function documentedField(name: string, value: unknown, depth: number): unknown {
  if (texts.has(name) && typeof value === 'number') return String(value);
  return containers.has(name) ? documentedTypes(value, depth - 1) : value;
}
