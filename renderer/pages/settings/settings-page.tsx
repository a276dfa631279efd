import { DesktopCard } from './desktop-card.tsx';
import { LookCard } from './look-card.tsx';
import { RedactionCard } from './redaction/redaction-card.tsx';
import { RetentionCard } from './retention/retention-card.tsx';
import styles from './settings-page.module.css';
import { StatusPageCard } from './status-page-card.tsx';

/** How the console looks and tells, how long messages are kept and what of them is not, and the status page for phones. */
export function SettingsPage() {
  return (
    <div className={styles.scroll}>
      <div className={styles.page}>
        <div className={styles.column}>
          <LookCard />
          <DesktopCard />
          <RetentionCard />
        </div>
        <div className={styles.column}>
          <RedactionCard />
          <StatusPageCard />
        </div>
      </div>
    </div>
  );
}
