import { useTranslation } from 'react-i18next';
import type { NoticeRule } from '../../../../shared/monitor/notice-rule.ts';
import { useSettings } from '../../../stores/context.ts';
import { ruleWords } from '../../../text/rule-words.ts';
import { useRuleNames } from './use-rule-names.ts';

/** What a rule does, as one would say it. */
export function RuleSentences({ rule }: { rule: NoticeRule }) {
  const { t } = useTranslation();
  const names = useRuleNames();
  const language = useSettings((state) => state.language);
  return <p>{ruleWords(t, rule, names).join(language === 'en' ? ' ' : '')}</p>;
}
