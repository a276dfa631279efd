import type { Language, Localized } from '../../shared/language.ts';
import type { Role } from '../../shared/role.ts';

/** What the roles that are always there are called: the built-in ones, and those that nobody is given (`policy.ts`). */
export const roleTitles: Readonly<Record<string, Localized>> = {
  viewer: { 'zh-CN': '查看者', en: 'viewer' },
  operator: { 'zh-CN': '操作员', en: 'operator' },
  admin: { 'zh-CN': '管理员', en: 'administrator' },
  named: { 'zh-CN': '操作员', en: 'operator' },
  visitor: { 'zh-CN': '访客', en: 'visitor' },
};

/** What people of this language call a role; an own role has the name that the admin gave it. */
export const titleOf = ({ id, name }: Pick<Role, 'id' | 'name'>, language: Language): string =>
  Object.hasOwn(roleTitles, id) ? (roleTitles[id]?.[language] ?? name) : name;
