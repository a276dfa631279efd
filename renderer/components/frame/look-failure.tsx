import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { useRoute, useSettings, useStores } from '../../stores/context.ts';
import { CloseButton } from '../close-button.tsx';
import { useFailureText } from '../use-failure-text.ts';
import styles from './frame.module.css';

/** Says next to the status bar that language or theme could not be kept. Settings says it where one changes them there. */
export function LookFailure() {
  const failure = useSettings((state) => state.failure);
  const isSaidThere = useRoute((state) => state.page === 'settings');
  return failure && !isSaidThere ? <Line failure={failure} /> : null;
}

function Line({ failure }: { failure: Failure }) {
  const { t } = useTranslation();
  const { dismiss } = useStores().settings.getState();
  const { message, hint } = useFailureText(failure);
  return (
    <div role="alert" className={styles.notKept}>
      <p>
        <span aria-hidden>▲</span> {t('frame.notKept', { message })} {hint}
      </p>
      <CloseButton label={t('frame.dismiss')} onClose={dismiss} />
    </div>
  );
}
