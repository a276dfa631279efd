import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../stores/context.ts';
import styles from './frame.module.css';
import { LookFailure } from './look-failure.tsx';
import { SideBar } from './side-bar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopLine } from './top-line.tsx';

/** What surrounds every page. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const lost = useConnection((state) => state.lost);
  return (
    <div className={styles.frame}>
      <SideBar />
      <div className={styles.main}>
        <TopLine />
        <div role="status" className={styles.connection} hidden={!lost}>
          {lost && (
            <>
              <span aria-hidden>▲</span> {t('app.connectionLost')}
            </>
          )}
        </div>
        <main className={styles.page}>{children}</main>
        <LookFailure />
        <StatusBar />
      </div>
    </div>
  );
}
