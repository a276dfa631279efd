import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { formatMs } from '../../text/format.ts';
import styles from './detail-command.module.css';
import { DetailSection } from './detail-section.tsx';
import { RelatedLink } from './related-messages.tsx';

/** The command that an incoming message ran: how it ended, how long it took, and what was answered. */
export function DetailCommand({ message, onOpen }: { message: MessageDetail; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { command, state, timing, relatives } = message;
  if (command === undefined) return null;
  const run = timing.find(({ step }) => step === 'run');
  const answers = relatives.filter(({ as }) => as === 'answer');
  return (
    <DetailSection title={t('detail.command')}>
      <dl className={styles.facts} data-testid="command-run">
        <dt>{t('detail.commandName')}</dt>
        <dd>
          <code>{command}</code>
        </dd>
        <dt>{t('detail.commandResult')}</dt>
        <dd>
          <StateMark state={state} />
        </dd>
        {run && (
          <>
            <dt>{t('detail.commandTook')}</dt>
            <dd>{formatMs(run.to - run.from)}</dd>
          </>
        )}
        {answers.length > 0 && (
          <>
            <dt>{t('detail.commandAnswers')}</dt>
            <dd className={styles.answers}>
              {answers.map(({ item }) => (
                <RelatedLink key={item.id} item={item} onOpen={onOpen} />
              ))}
            </dd>
          </>
        )}
      </dl>
    </DetailSection>
  );
}
