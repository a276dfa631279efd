import { useTranslation } from 'react-i18next';
import { useOverview, useRoute } from '../../stores/context.ts';
import styles from './connection-page.module.css';
import { DoctorCard } from './doctor/doctor-card.tsx';
import { PlatformCard } from './platform/platform-card.tsx';
import { TunnelCard } from './tunnel/tunnel-card.tsx';

/** Both directions between WeChat and this computer: how they are set, how they stand, and what is wrong with them. */
export function ConnectionPage() {
  const { t } = useTranslation();
  const part = useRoute((state) => state.part);
  const accounts = useOverview((state) => state.overview.value?.accounts);
  return (
    <section aria-label={t('page.connection')} className={styles.scroll}>
      <div className={styles.page}>
        <div className={styles.tunnel}>
          <TunnelCard pointed={part === 'tunnel'} accounts={accounts ?? []} />
        </div>
        <div className={styles.platforms}>
          <PlatformCard pointed={part === 'token'} accounts={accounts ?? []} />
        </div>
        <div className={styles.doctor}>
          <DoctorCard pointed={part === 'doctor'} accounts={accounts ?? []} />
        </div>
      </div>
    </section>
  );
}
