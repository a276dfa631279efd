import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useSettings, useSimulator, useStores } from '../../stores/context.ts';
import { shownBubble, shownPhone } from '../../stores/simulator.ts';
import { AccountTabs } from './account-tabs.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { PhoneView } from './phone-view.tsx';
import styles from './simulator-page.module.css';

/** A phone on the table, and what the platform does with what it sends. */
export function SimulatorPage() {
  const { t } = useTranslation();
  const { simulator, route } = useStores();
  const state = useSimulator((current) => current);
  const language = useSettings((settings) => settings.language);
  const phone = shownPhone(state);
  const { phones } = state;

  if (phones.state === 'failed' && !phone) {
    return (
      <div className={styles.padded}>
        <FailureNote failure={phones.failure} onRetry={() => void simulator.getState().load()} />
      </div>
    );
  }
  if (!phone) {
    return phones.state === 'loading' ? (
      <div className={styles.padded} role="status" aria-label={t('app.loading')}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    ) : (
      <Empty title={t('simulator.noPhones')} text={t('simulator.noPhonesHint')} />
    );
  }
  return (
    <div className={styles.table}>
      <div className={styles.place}>
        <AccountTabs phones={phones.value ?? []} account={phone.account} onChoose={state.choose} />
        <PhoneView
          key={phone.account}
          phone={phone}
          language={language}
          chosen={shownBubble(phone, state.bubble)?.id}
          draft={state.drafts[phone.account] ?? ''}
          onDraft={(text) => state.type(phone.account, text)}
          onAct={(action) => void state.act(phone.account, action)}
          onChoose={state.chooseBubble}
        />
      </div>
      <div className={styles.beside}>
        {state.failure && <FailureNote failure={state.failure} />}
        <DeliveryPanel
          bubble={shownBubble(phone, state.bubble)}
          onMessages={() => route.getState().go('messages')}
          onClear={phone.bubbles.length > 0 ? () => void state.clear(phone.account) : undefined}
        />
      </div>
    </div>
  );
}
