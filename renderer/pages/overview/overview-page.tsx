import { useEffect, useMemo } from 'react';
import { namedSettings } from '../../../shared/setting-words.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { newAccount } from '../../stores/accounts.ts';
import { useAccountName, useLook, useMessages, useOverview, useRoute, useSettings, useStores } from '../../stores/context.ts';
import { AccountList } from './account-list.tsx';
import { AttentionCard } from './attention-card.tsx';
import { ConnectCard } from './connect-card.tsx';
import { connectSteps } from './connect-progress.ts';
import { FirstSteps } from './first-steps.tsx';
import { LastMessages } from './last-messages.tsx';
import { ListenerCard } from './listener-card.tsx';
import styles from './overview-page.module.css';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { RateCard } from './rate-card.tsx';
import { TodayCounts } from './today-counts.tsx';
import { useConnectProgress } from './use-connect-progress.ts';

const lastShown = 8;

/** The gateway at one glance: does it listen, who is connected, what came in. */
export function OverviewPage() {
  const { overview: overviewStore, messages, route } = useStores();
  const overview = useOverview((state) => state.overview);
  const rate = useOverview((state) => state.rate);
  const logState = useMessages((state) => state.state);
  const logFailure = useMessages((state) => state.failure);
  const latest = useMessages((state) => state.latest);
  const part = useRoute((state) => state.part);
  const language = useSettings((state) => state.language);
  const look = useLook();
  const accountName = useAccountName();
  const progress = useConnectProgress();
  const last = useMemo(() => latest.slice(0, lastShown), [latest]);
  useEffect(() => overviewStore.getState().watchRate(), [overviewStore]);

  const { go } = route.getState();
  const now = overview.value;
  const hasSandbox = now?.accounts.some(({ origin }) => origin === 'sandbox');
  return (
    <div className={styles.scroll}>
      <div className={styles.page}>
        {overview.state === 'failed' && <FailureNote failure={overview.failure} onRetry={() => void overviewStore.getState().load()} />}
        {now?.failure && <FailureNote failure={namedSettings(now.failure, language)} />}
        {logState === 'ready' && latest.length === 0 && hasSandbox && <FirstSteps onStart={() => go('simulator')} />}
        {now && progress && progress.length < connectSteps.length && <ConnectCard done={progress} />}
        {(now ? !progress : overview.state === 'loading') && <OverviewSkeleton />}
        {now && progress && (
          <div className={styles.columns}>
            <div className={styles.column}>
              <TodayCounts today={now.today} language={language} />
              <RateCard rate={rate} language={language} look={look} onRetry={() => void overviewStore.getState().loadRate()} />
              <LastMessages
                rows={last}
                state={logState}
                failure={logFailure}
                accountName={accountName}
                onOpen={(id) => go('messages', id)}
                onRetry={() => void messages.getState().load()}
              />
            </div>
            <div className={styles.column}>
              <AttentionCard />
              <ListenerCard overview={now} language={language} pointed={part === 'listener'} />
              <AccountList
                accounts={now.accounts}
                listenerUrl={now.listener.url}
                pointed={part === 'accounts'}
                onAdd={() => go('accounts', newAccount)}
              />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
