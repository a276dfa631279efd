import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeRule } from '../../../../shared/monitor/notice-rule.ts';
import { Empty } from '../../../components/empty.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { RemovedToast } from '../../../components/removed-toast.tsx';
import { useKeys } from '../../../components/use-keys.ts';
import { findListed } from '../../../components/use-list-walk.ts';
import { useNoticeRules, useStores } from '../../../stores/context.ts';
import { newMonitor, noticesPart, rulePart } from '../../../stores/monitor-part.ts';
import { formatRoute } from '../../../stores/route.ts';
import styles from './notices-view.module.css';
import { newRule } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleSentences } from './rule-sentences.tsx';

/** Who is told of what: all rules, each in words, and one of them open beside them. */
export function NoticesView({ open }: { open: string | undefined }) {
  const { t } = useTranslation();
  const { noticeRules, route } = useStores();
  const { rules, drafts, saving, failure, removed } = useNoticeRules((state) => state);
  const [newId, setNewId] = useState(freshId);
  const { load, put, remove, restore, letGo, keepDraft, forgetFailure } = noticeRules.getState();
  const { go } = route.getState();
  const isNew = open === newMonitor;
  useEffect(() => {
    void noticeRules.getState().load();
  }, [noticeRules]);
  const add = () => {
    setNewId(freshId());
    forgetFailure();
    go('monitors', rulePart(newMonitor));
  };
  const close = () => {
    forgetFailure();
    go('monitors', noticesPart);
  };
  const discard = () => {
    if (open !== undefined) keepDraft(open, null);
    close();
  };
  /** What was typed while it was being saved is not saved, and stays. */
  const save = async (rule: NoticeRule) => {
    if (open === undefined || !(await put(trimmed(rule)))) return;
    const { drafts: typed, rules: known } = noticeRules.getState();
    const left = typed[open];
    keepDraft(open, null);
    if (!left || [rule, known.value?.find(({ id }) => id === rule.id)].some((one) => one && isSame(one, left))) return close();
    keepDraft(rule.id, left);
    go('monitors', rulePart(rule.id));
  };
  useKeys({ n: add, Escape: close });
  const list = rules.value;
  const saved = isNew ? newRule(newId) : list?.find(({ id }) => id === open);
  // What was typed of it stays while other tabs and pages are looked at, and where another console has deleted it.
  const shown = open === undefined ? undefined : (drafts[open] ?? saved);
  const begun = isNew ? undefined : drafts[newMonitor];
  return (
    <div className={styles.split}>
      <section aria-label={t('notices.list')} className={styles.list}>
        <div className={styles.tools}>
          <p className={styles.about}>{t('notices.about')}</p>
          <Button type="primary" icon={<PlusOutlined aria-hidden />} title={`${t('notices.add')} (n)`} aria-expanded={isNew} onClick={add}>
            {t('notices.add')}
          </Button>
        </div>
        <div className={styles.place}>
          {rules.state === 'failed' && <FailureNote failure={rules.failure} onRetry={() => void load()} />}
          {failure && !shown && <FailureNote failure={failure} />}
          {!list && rules.state === 'loading' && (
            <div role="status" aria-label={t('app.loading')}>
              <Skeleton active paragraph={{ rows: 3 }} />
            </div>
          )}
          {list?.length === 0 && !begun && (
            <Empty title={t('notices.noneTitle')} text={t('notices.none')}>
              <Button type="primary" onClick={add}>
                {t('notices.add')}
              </Button>
            </Empty>
          )}
          <ul className={styles.rules}>
            {begun && (
              <li className={styles.rule}>
                <div className={styles.head}>
                  <a href={formatRoute('monitors', rulePart(newMonitor))} className={styles.name}>
                    {begun.name || t('notices.newTitle')}
                  </a>
                  <span className={styles.off}>△ {t('monitors.unsaved')}</span>
                </div>
              </li>
            )}
            {list?.map((rule) => (
              <li key={rule.id}>
                <RuleCard
                  rule={rule}
                  isOpen={rule.id === open}
                  isUnsaved={rule.id in drafts}
                  onSwitch={(on) => void put({ ...rule, on })}
                />
              </li>
            ))}
          </ul>
        </div>
      </section>
      {shown && (
        <RuleEditor
          key={shown.id}
          rule={shown}
          {...{ isNew, saving, failure, onSave: save, onClose: close }}
          {...((isNew || shown !== saved) && { onDiscard: discard })}
          onChange={(rule) => open !== undefined && keepDraft(open, rule)}
          onRemove={() => void remove(shown.id).then((gone) => gone && discard())}
        />
      )}
      {removed && (
        <RemovedToast
          key={removed.rule.id}
          text={t('notices.removed', { name: removed.rule.name })}
          next={() => findListed('rule', [removed.rule.id])}
          onUndo={() => void restore()}
          onDismiss={letGo}
        />
      )}
    </div>
  );
}

const trimmed = (rule: NoticeRule): NoticeRule => ({ ...rule, name: rule.name.trim() });
const isSame = (one: NoticeRule, other: NoticeRule) => JSON.stringify(trimmed(one)) === JSON.stringify(trimmed(other));

const freshId = () => `rule-${crypto.randomUUID().slice(0, 8)}`;

interface CardProps {
  rule: NoticeRule;
  isOpen: boolean;
  /** Something else was typed of it. */
  isUnsaved: boolean;
  onSwitch: (on: boolean) => void;
}

function RuleCard({ rule, isOpen, isUnsaved, onSwitch }: CardProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.rule} data-open={isOpen} data-off={!rule.on} data-testid="notice-rule">
      <div className={styles.head}>
        <a
          href={formatRoute('monitors', rulePart(rule.id))}
          className={styles.name}
          data-rule={rule.id}
          aria-current={isOpen ? 'true' : undefined}
        >
          {rule.name}
        </a>
        {isUnsaved && <span className={styles.off}>△ {t('monitors.unsaved')}</span>}
        {!rule.on && <span className={styles.off}>‖ {t('notices.off')}</span>}
        <Switch
          size="small"
          className={styles.switch ?? ''}
          checked={rule.on}
          aria-label={`${t('notices.on')}: ${rule.name}`}
          onChange={onSwitch}
        />
      </div>
      <RuleSentences rule={rule} />
    </div>
  );
}
