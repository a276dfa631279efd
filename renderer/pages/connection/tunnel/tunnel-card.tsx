import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountStatus } from '../../../../shared/overview.ts';
import { Card } from '../../../components/card.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { StandingMark } from '../../../components/standing-mark.tsx';
import { useTunnel } from '../../../stores/context.ts';
import { formOfTunnel } from '../../../stores/tunnel-form.ts';
import { tunnelDot } from '../../../stores/tunnel-health.ts';
import { MovedBanner } from './moved-banner.tsx';
import styles from './tunnel-card.module.css';
import { TunnelLive } from './tunnel-live.tsx';
import { TunnelSetup } from './tunnel-setup.tsx';

interface Props {
  pointed: boolean;
  accounts: AccountStatus[];
}

/** How WeChat reaches the listener: how that stands, and how it is set. */
export function TunnelCard({ pointed, accounts }: Props) {
  const { t } = useTranslation();
  const { tunnel, draft, busy, failed, load, edit, save, start, stop, forgetHostKey, acknowledge } = useTunnel((state) => state);
  const real = accounts.filter(({ origin }) => origin !== 'sandbox');
  const now = tunnel.value;
  const dot = now && tunnelDot(now.state, true);
  return (
    <Card
      title={t('tunnel.title')}
      pointed={pointed}
      aside={
        dot && (
          <span className={styles.state} data-testid="tunnel-state" data-state={now.state.state}>
            <StandingMark standing={now.state.state === 'off' ? 'idle' : dot.health} /> {t(`dot.tunnelState.${dot.word}`)}
          </span>
        )
      }
    >
      {tunnel.state === 'failed' && (
        <div className={styles.padded}>
          <FailureNote failure={tunnel.failure} onRetry={() => void load()} />
        </div>
      )}
      {!now && tunnel.state === 'loading' && (
        <div className={styles.padded}>
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        </div>
      )}
      {now && (
        <>
          {now.state.publicUrlBefore !== undefined && now.state.publicUrl !== undefined && (
            <MovedBanner
              before={now.state.publicUrlBefore}
              publicUrl={now.state.publicUrl}
              accounts={real}
              busy={busy === 'acknowledge'}
              onDone={() => void acknowledge()}
            />
          )}
          <TunnelLive
            state={now.state}
            busy={busy}
            failure={failed && failed.act !== 'save' ? failed.failure : undefined}
            onTry={() => void start()}
            onStop={() => void stop()}
            onTrust={() => void forgetHostKey()}
          />
          <TunnelSetup
            saved={now.config}
            isOff={now.state.state === 'off'}
            form={draft ?? formOfTunnel(now.config)}
            changed={draft !== null}
            busy={busy}
            failure={failed?.act === 'save' ? failed.failure : undefined}
            onChange={edit}
            onSave={save}
            onStart={() => void start()}
          />
        </>
      )}
    </Card>
  );
}
