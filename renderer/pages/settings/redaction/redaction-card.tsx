import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReadyRule, type RedactionRule, readyRules } from '../../../../shared/redaction.ts';
import { Card } from '../../../components/card.tsx';
import { Empty } from '../../../components/empty.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useKeys } from '../../../components/use-keys.ts';
import { useStores, useUpkeep } from '../../../stores/context.ts';
import styles from '../part.module.css';
import { RuleEditor } from './rule-editor.tsx';
import { RuleRow } from './rule-row.tsx';
import { StoredMessages } from './stored-messages.tsx';
import { UnreadableRules } from './unreadable-rules.tsx';

const emptyRule = (): RedactionRule => ({
  ...{ id: crypto.randomUUID(), name: '', pattern: '', ignoreCase: false, replacement: '***', check: 'none', account: null, on: true },
});

/** What must not be kept. */
export function RedactionCard() {
  const { t } = useTranslation();
  const { upkeep } = useStores();
  const redaction = useUpkeep((state) => state.redaction);
  const failure = useUpkeep((state) => state.failure);
  const deleted = useUpkeep((state) => state.deleted);
  const [editing, setEditing] = useState<RedactionRule | null>(null);
  const { setRules, deleteRule, undoDelete, load } = upkeep.getState();
  const state = redaction.value;
  const rules = state?.rules ?? [];

  const save = async (rule: RedactionRule) => {
    const isNew = !rules.some(({ id }) => id === rule.id);
    const next = isNew ? [...rules, rule] : rules.map((other) => (other.id === rule.id ? rule : other));
    if (await setRules(next)) setEditing(null);
  };
  const addReady = (ready: ReadyRule) => {
    const name = t(`redaction.readyName.${ready}`);
    void setRules([...rules, { ...emptyRule(), ...readyRules[ready], name, replacement: `[${name}]` }]);
  };
  const add = () => {
    if (!editing && state) setEditing(emptyRule());
  };
  useKeys({ n: add });
  const unused = (Object.keys(readyRules) as ReadyRule[]).filter((ready) =>
    rules.every(({ pattern }) => pattern !== readyRules[ready].pattern),
  );

  return (
    <Card
      title={t('redaction.title')}
      aside={
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          title={`${t('redaction.add')} (n)`}
          disabled={editing !== null || !state}
          onClick={add}
        >
          {t('redaction.add')}
        </Button>
      }
    >
      <div className={styles.body}>
        <p className={styles.intro}>{t('redaction.intro')}</p>
        {state && state.unreadable > 0 && (
          <UnreadableRules
            unreadable={state.unreadable}
            inForce={rules.filter(({ on }) => on).length}
            onGiveUp={() => void setRules(rules)}
          />
        )}
        {state && state.unusable.length > 0 && (
          <p role="alert" className={styles.warning}>
            <span aria-hidden>▲ </span>
            {t('redaction.unusable', { names: state.unusable.join(t('action.comma')) })}
          </p>
        )}
        {state?.timedOut && (
          <p role="alert" className={styles.warning}>
            <span aria-hidden>▲ </span>
            {t('redaction.timedOut', { name: state.timedOut.rule, n: state.timedOut.texts })}
          </p>
        )}
        {redaction.state === 'failed' && <FailureNote failure={redaction.failure} onRetry={() => void load()} />}
        {redaction.state === 'loading' && <Skeleton active paragraph={{ rows: 3 }} />}
        {failure && <FailureNote failure={failure} />}
        {deleted && (
          <p role="status" className={styles.line}>
            {t('redaction.deleted', { name: deleted.rule.name })}
            <Button size="small" onClick={() => void undoDelete()}>
              {t('redaction.undo')}
            </Button>
          </p>
        )}
        {state && rules.length === 0 && state.unreadable === 0 && !editing && (
          <Empty title={t('redaction.emptyTitle')} text={t('redaction.emptyText')} />
        )}
        {rules.length > 0 && (
          <ul aria-label={t('redaction.list')}>
            {rules.map((rule) =>
              editing?.id === rule.id ? (
                <li key={rule.id}>
                  <RuleEditor rule={editing} onChange={setEditing} onSave={save} onCancel={() => setEditing(null)} />
                </li>
              ) : (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  onSwitch={(on) => void setRules(rules.map((other) => (other === rule ? { ...rule, on } : other)))}
                  onEdit={() => setEditing(rule)}
                  onDelete={() => void deleteRule(rule.id)}
                />
              ),
            )}
          </ul>
        )}
        {editing && !rules.some(({ id }) => id === editing.id) && (
          <RuleEditor rule={editing} onChange={setEditing} onSave={save} onCancel={() => setEditing(null)} />
        )}
        {state && !editing && unused.length > 0 && (
          <div className={styles.line}>
            <span className={styles.quiet}>{t('redaction.ready')}</span>
            {unused.map((ready) => (
              <Button key={ready} size="small" icon={<PlusOutlined />} onClick={() => addReady(ready)}>
                {t(`redaction.readyName.${ready}`)}
              </Button>
            ))}
          </div>
        )}
        {state && rules.some(({ on }) => on) && <StoredMessages run={state.run} />}
      </div>
    </Card>
  );
}
