import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { contentOf } from '../../text/content.ts';
import { DetailCommand } from './detail-command.tsx';
import { DetailPicture } from './detail-picture.tsx';
import { DetailSection } from './detail-section.tsx';
import styles from './detail-summary.module.css';
import { SignatureVerdict } from './signature-verdict.tsx';
import { TimingWaterfall } from './timing-waterfall.tsx';

/** What people look for first: what went wrong, what was said, what it ran, where the time went. */
export function DetailSummary({ message, onOpen }: { message: MessageDetail; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const content = contentOf(message);
  const name = message.answer === undefined ? t('detail.content') : t('detail.answer');
  return (
    <>
      {message.failure && <FailureNote failure={message.failure} />}
      {content && (
        <DetailSection
          title={name}
          aside={<CopyButton text={content} what={message.answer === undefined ? t('copy.content') : t('copy.answer')} />}
        >
          <p className={styles.content}>{content}</p>
        </DetailSection>
      )}
      {message.picture !== undefined && <DetailPicture run={message.picture} />}
      {message.direction === 'in' && <DetailCommand message={message} onOpen={onOpen} />}
      {message.timing.length > 0 && (
        <DetailSection title={t('detail.timing')}>
          <TimingWaterfall steps={message.timing} />
        </DetailSection>
      )}
      {message.signature && (
        <DetailSection title={t('detail.signature')}>
          <SignatureVerdict matches={message.signature.matches} />
        </DetailSection>
      )}
    </>
  );
}
