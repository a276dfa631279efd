import { Switch } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import styles from './conversation-head.module.css';

interface Props {
  person: string;
  accountName: string;
  /** The account is answered by hand. */
  held: boolean;
  failure: Failure | null;
  onHold: (on: boolean) => void;
}

/** Who is talked to, and whether this account is answered by hand. */
export function ConversationHead({ person, accountName, held, failure, onHold }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <div className={styles.head}>
        <h3 className={styles.person} title={person}>
          {person}
        </h3>
        <label htmlFor={id} title={t('conversation.byHandHint', { account: accountName })}>
          {t('conversation.byHand')}
        </label>
        <Switch id={id} size="small" checked={held} onChange={onHold} />
      </div>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
