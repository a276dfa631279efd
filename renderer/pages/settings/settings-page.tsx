import { LookCard } from './look-card.tsx';
import { RedactionCard } from './redaction/redaction-card.tsx';
import { RetentionCard } from './retention/retention-card.tsx';
import styles from './settings-page.module.css';

/** How the console looks, how long messages are kept, and what of them is not. */
export function SettingsPage() {
  return (
    <div className={styles.scroll}>
      <div className={styles.page}>
        <div className={styles.column}>
          <LookCard />
          <RetentionCard />
        </div>
        <RedactionCard />
      </div>
    </div>
  );
}
