import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './error-boundary.module.css';

interface Props {
  children: ReactNode;
}

/** The outermost frame of a page: catches a bug, says so, and offers to load the page again. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}

function Broken({ error }: { error: Error }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.broken}>
      <h2>{t('app.broken')}</h2>
      <p>{t('app.brokenHint')}</p>
      <pre className={styles.error}>{error.message}</pre>
      <button type="button" className={styles.reload} onClick={() => window.location.reload()}>
        {t('app.reload')}
      </button>
    </div>
  );
}
