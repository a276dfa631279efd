import { SendOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../shared/limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import { useAccountName, useOperators, useStores } from '../stores/context.ts';
import { formatRoute } from '../stores/route.ts';
import { CloseButton } from './close-button.tsx';
import styles from './send-line.module.css';
import { useFailureText } from './use-failure-text.ts';

/** What became of the line that was sent last. */
type Outcome = { state: 'sent'; who: Operator; id: string; left: number } | { state: 'failed'; failure: Failure } | null;

/** So few that it is worth a word. */
const fewLeft = 10;

interface Props {
  line: string;
  /** It stands in a row that is one line high whatever happens. */
  isOneLine?: boolean;
}

/** Sends a chat line to somebody who has a role, as a message that they can use. To be keyed by the line. */
export function SendLine({ line, isOneLine = false }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  // why: nobody could say it in the chat
  if (line.length > limits.commandLineChars) return null;
  if (isOpen) return <Choice {...{ line, isOneLine }} outcome={outcome} onOutcome={setOutcome} onClose={() => setOpen(false)} />;
  return (
    <span className={styles.send}>
      <Button size="small" icon={<SendOutlined aria-hidden />} title={t('sendTo.openHint')} onClick={() => setOpen(true)}>
        {t('sendTo.open')}
      </Button>
    </span>
  );
}

interface ChoiceProps extends Required<Props> {
  outcome: Outcome;
  onOutcome: (outcome: Outcome) => void;
  onClose: () => void;
}

const nameOf = ({ name, person }: Operator) => name || person;
const keyOf = ({ account, person }: Operator) => `${account}/${person}`;

function Choice({ line, isOneLine, outcome, onOutcome, onClose }: ChoiceProps) {
  const { t } = useTranslation();
  const { operators: store } = useStores();
  const accountName = useAccountName();
  const people = useOperators((state) => state.operators.value) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const who = people.find((operator) => keyOf(operator) === chosen);
  const send = async () => {
    if (!who || busy) return;
    setBusy(true);
    const sent = await store.getState().send(who, line);
    setBusy(false);
    onOutcome(sent.ok ? { state: 'sent', who, ...sent.value } : { state: 'failed', failure: sent.error });
  };
  return (
    <span
      role="group"
      aria-label={t('sendTo.title')}
      className={styles.send}
      data-one-line={isOneLine}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        // why: what it stands in would be closed with it
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {people.length === 0 ? (
        <span>
          {t('sendTo.nobody')} <a href={formatRoute('people')}>{t('sendTo.toPeople')}</a>
        </span>
      ) : (
        <>
          <Select
            size="small"
            autoFocus
            className={styles.who ?? ''}
            aria-label={t('sendTo.who')}
            placeholder={t('sendTo.choose')}
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen}
            options={people.map((operator) => ({
              value: keyOf(operator),
              label: `${nameOf(operator)} · ${accountName(operator.account)}`,
            }))}
            onChange={(value: string) => {
              setChosen(value);
              onOutcome(null);
            }}
          />
          <Button size="small" type="primary" loading={busy} disabled={!who || outcome?.state === 'sent'} onClick={() => void send()}>
            {t('sendTo.send')}
          </Button>
        </>
      )}
      <CloseButton onClose={onClose} />
      <span role="status">
        {outcome?.state === 'sent' && (
          <>
            <span className={styles.sent}>
              <span aria-hidden>● </span>
              {t('sendTo.sent', { name: nameOf(outcome.who) })}
            </span>
            {outcome.left < fewLeft && <span className={styles.quiet}> · {t('sendTo.left', { n: outcome.left })}</span>}
            {' · '}
            <a href={formatRoute('messages', outcome.id)}>{t('sendTo.inLog')}</a>
          </>
        )}
        {outcome?.state === 'failed' && <Why failure={outcome.failure} />}
      </span>
    </span>
  );
}

function Why({ failure }: { failure: Failure }) {
  const { message, hint } = useFailureText(failure);
  return (
    <span title={`${message}\n${hint}`}>
      <span className={styles.why}>
        <span aria-hidden>▲ </span>
        {message}
      </span>{' '}
      <span className={styles.quiet}>{hint}</span>
    </span>
  );
}
