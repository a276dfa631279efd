import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeRule } from '../../../../shared/monitor/notice-rule.ts';
import { useNoticeRules, useOperators, useSettings, useStores } from '../../../stores/context.ts';
import { reachKey } from '../../../stores/notice-rules.ts';
import { ruleWords } from '../../../text/rule-words.ts';
import styles from './rule-sentences.module.css';
import { useRuleNames } from './use-rule-names.ts';

/** What a rule does, as one would say it; and whether it means anybody at present. */
export function RuleSentences({ rule }: { rule: NoticeRule }) {
  const { t } = useTranslation();
  const names = useRuleNames();
  const language = useSettings((state) => state.language);
  const { people, roles, tags, onCall } = rule.to;
  const namesSome = onCall || people.length + roles.length + tags.length > 0;
  const meansNobody = useReach(rule) === 0 && namesSome;
  return (
    <>
      <p>{ruleWords(t, rule, names).join(language === 'en' ? ' ' : '')}</p>
      {rule.on && meansNobody && <p className={styles.nobody}>▲ {t(onCall ? 'notices.nobodyOnCall' : 'notices.nobody')}</p>}
    </>
  );
}

/** How many people a rule means first; undefined as long as that isn't known. */
function useReach({ to }: NoticeRule): number | undefined {
  const { noticeRules } = useStores();
  const key = reachKey(to);
  const operators = useOperators((state) => state.operators.value);
  const oncall = useNoticeRules((state) => state.oncall.value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whom it means depends on who there is, and who is on call
  useEffect(() => {
    void noticeRules.getState().askReach(JSON.parse(key));
  }, [noticeRules, key, operators, oncall]);
  return useNoticeRules((state) => state.reach[key]);
}
