import { useTranslation } from 'react-i18next';
import { matchLanguages, matchPlatforms } from '../../../shared/menu/match-rules.ts';
import type { MatchRule } from '../../../shared/menu/menu.ts';
import { useSettings } from '../../stores/context.ts';
import { textOf } from './menu-diff.ts';

const isSet = (value: unknown) => value !== undefined && value !== null && value !== '';

/** Whom a conditional menu is for, in words. */
export function useRuleText(): (rule: MatchRule | undefined) => string {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  return (rule = {}) => {
    const { tag_id: tag, client_platform_type: client, language: spoken, ...others } = rule;
    const parts = [
      ...(tag ? [`${t('menus.conditional.tag')} ${tag}`] : []),
      ...(client ? [matchPlatforms[client]?.[language] ?? client] : []),
      ...(spoken ? [matchLanguages[spoken]?.[language] ?? spoken] : []),
      // why: the platform has had others, and still may
      ...Object.entries(others).flatMap(([name, value]) => (isSet(value) ? [`${name} ${textOf(value).slice(0, 40)}`] : [])),
    ];
    return parts.length > 0 ? parts.join(' · ') : t('menus.conditional.everybody');
  };
}
