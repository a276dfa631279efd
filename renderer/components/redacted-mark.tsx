import { useTranslation } from 'react-i18next';

/** Says of a message that it is not what was sent. */
export function RedactedMark() {
  const { t } = useTranslation();
  return (
    <span title={t('redaction.markHint')} role="img" aria-label={t('redaction.mark')}>
      ▧
    </span>
  );
}
