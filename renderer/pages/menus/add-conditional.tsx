import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import type { Localized } from '../../../shared/language.ts';
import { matchLanguages, matchPlatforms } from '../../../shared/menu/match-rules.ts';
import type { MatchRule } from '../../../shared/menu/menu.ts';
import { checkMenu } from '../../../shared/menu/menu-rules.ts';
import { Field } from '../../components/field.tsx';
import { useSettings, useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import styles from './conditional-view.module.css';
import { ProblemList } from './problem-list.tsx';
import { shownProblem } from './shown-problems.ts';

/** Publishes the draft to whoever meets a rule. */
export function AddConditional({ account, desk }: { account: Account; desk: MenuDesk }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const language = useSettings((state) => state.language);
  const [rule, setRule] = useState<MatchRule>({});
  const given = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== ''));
  const isGiven = Object.keys(given).length > 0;
  const menu = { ...desk.history.present, matchrule: given };
  const problems = isGiven ? checkMenu(menu, account).filter(({ severity }) => severity === 'error') : [];
  const tagProblem = problems.find(({ path }) => path.at(-1) === 'tag_id');
  const others = problems.filter((problem) => problem !== tagProblem);
  const isReady = isGiven && problems.length === 0;
  const options = (texts: Readonly<Record<string, Localized>>) => [
    { value: '', label: t('menus.conditional.any') },
    ...Object.entries(texts).map(([value, text]) => ({ value, label: text[language] })),
  ];
  const add = async () => {
    if (isReady && (await menus.getState().addConditional(account.id, menu))) setRule({});
  };
  return (
    <form
      className={styles.part}
      aria-label={t('menus.conditional.add')}
      data-own-undo
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2 className={styles.title}>{t('menus.conditional.add')}</h2>
      <p className={styles.quiet}>{t('menus.conditional.addText')}</p>
      <Field
        label={t('menus.conditional.tag')}
        rule={t('menus.conditional.tagRule')}
        problem={tagProblem && t('menus.sentence', { message: tagProblem.message[language], hint: tagProblem.hint[language] })}
      >
        {(ties) => (
          <Input
            {...ties}
            inputMode="numeric"
            maxLength={18}
            value={rule.tag_id ?? ''}
            onChange={(event) => setRule({ ...rule, tag_id: event.target.value.trim() })}
          />
        )}
      </Field>
      <Field label={t('menus.conditional.client')} rule="">
        {(ties) => (
          <Select
            {...ties}
            className={styles.choice ?? ''}
            value={rule.client_platform_type ?? ''}
            options={options(matchPlatforms)}
            onChange={(client) => setRule({ ...rule, client_platform_type: client })}
          />
        )}
      </Field>
      <Field label={t('menus.conditional.language')} rule="">
        {(ties) => (
          <Select
            {...ties}
            className={styles.choice ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.language ?? ''}
            options={options(matchLanguages)}
            onChange={(spoken) => setRule({ ...rule, language: spoken })}
          />
        )}
      </Field>
      {others.length > 0 && (
        <ProblemList
          title={t('menus.publish.blocked', { n: others.length })}
          problems={others.map((problem) => shownProblem(problem, language))}
          menu={menu}
        />
      )}
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={desk.busy === 'add-conditional'}>
          {t('menus.conditional.addNow')}
        </Button>
        {!isGiven && <span className={styles.quiet}>{t('menus.conditional.ruleNeeded')}</span>}
      </div>
    </form>
  );
}
