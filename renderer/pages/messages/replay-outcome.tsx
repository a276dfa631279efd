import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../../../shared/inspection.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import type { Loadable } from '../../stores/loadable.ts';
import { DetailSection } from './detail-section.tsx';
import styles from './replay-panel.module.css';
import { Danger } from './replay-sure.tsx';

/** What the message would do; what it can't be read for stands at the XML. */
export function ReplayOutcome({ rehearsal: { value } }: { rehearsal: Loadable<Rehearsal> }) {
  const { t } = useTranslation();
  if (!value) return null;
  const { summary, person, command, refusal, answer } = value;
  return (
    <DetailSection title={t('replay.outcome')}>
      <dl className={styles.outcome} data-testid="rehearsal">
        <dt>{t('replay.message')}</dt>
        <dd>
          {person} {summary}
        </dd>
        <dt>{t('replay.runs')}</dt>
        <dd>
          {command ? (
            <>
              <code>{command.line}</code> <Danger level={command.danger} />
            </>
          ) : (
            t('replay.runsNothing')
          )}
        </dd>
        <dt>{t('replay.answers')}</dt>
        <dd>{t(`replay.answer.${answer}`)}</dd>
      </dl>
      {refusal && (
        <>
          <p className={styles.label}>{t('replay.refused')}</p>
          <FailureNote failure={refusal} />
        </>
      )}
    </DetailSection>
  );
}
