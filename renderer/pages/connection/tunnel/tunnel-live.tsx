import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import type { TunnelState } from '../../../../shared/tunnel.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import type { TunnelAct } from '../../../stores/tunnel.ts';
import { spinner } from '../spinner.ts';
import { AsideNote } from './aside-note.tsx';
import { PublicUrl } from './public-url.tsx';
import { TunnelFacts } from './tunnel-facts.tsx';
import styles from './tunnel-live.module.css';

interface Props {
  state: TunnelState;
  busy: TunnelAct | null;
  /** What starting or stopping ran into. */
  failure: Failure | undefined;
  onTry: () => void;
  onStop: () => void;
  /** The server's new host key is its own. */
  onTrust: () => void;
}

/** The tunnel as it is at this moment. */
export function TunnelLive({ state, busy, failure, onTry, onStop, onTrust }: Props) {
  const { t } = useTranslation();
  const { state: word, publicUrl, probe, notes, output } = state;
  if (word === 'off') {
    return (
      <div className={styles.live}>
        <p className={styles.off}>{t('tunnel.offText')}</p>
        {failure && <FailureNote failure={failure} />}
      </div>
    );
  }
  const isWaiting = word === 'retrying' || word === 'failed';
  return (
    <div className={styles.live}>
      <PublicUrl url={publicUrl} faded={word !== 'up'}>
        <TunnelFacts state={state} />
      </PublicUrl>
      {state.failure && <FailureNote failure={state.failure} />}
      {!state.failure && probe?.failure && <AsideNote note={probe.failure} standing="warning" />}
      {notes.map((note) => (
        <AsideNote key={note.code} note={note} standing="idle" />
      ))}
      {failure && <FailureNote failure={failure} />}
      <div className={styles.actions}>
        {state.failure?.code === 'ssh/host-key-changed' && (
          <Button loading={spinner(busy === 'forgetHostKey')} onClick={onTrust}>
            {t('tunnel.trustHostKey')}
          </Button>
        )}
        {isWaiting && (
          <Button loading={spinner(busy === 'start')} onClick={onTry}>
            {t('tunnel.tryNow')}
          </Button>
        )}
        <Button loading={spinner(busy === 'stop')} onClick={onStop}>
          {t('tunnel.stop')}
        </Button>
        {output.length > 0 && (
          <details className={styles.output}>
            <summary>{t('tunnel.output', { n: output.length })}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
            <pre tabIndex={0}>{output.join('\n')}</pre>
          </details>
        )}
      </div>
    </div>
  );
}
