import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyOutlook } from '../../../shared/inspection.ts';
import type { NoReplyReason } from '../../../shared/reply-allowance.ts';
import { useFailureText } from '../../components/use-failure-text.ts';
import { useSettings, useStores } from '../../stores/context.ts';
import type { Loadable } from '../../stores/loadable.ts';
import { formatSpan } from '../../text/span.ts';
import styles from './reply-box.module.css';
import { begunSeconds, useCountdown } from './reply-countdown.ts';

interface Props {
  /** Unix time in ms until which their message waits for an answer in its response. */
  heldUntil: number | undefined;
  outlook: Loadable<ReplyOutlook>;
}

const lookAfterMs = 1_000;

const reasons = {
  unsubscribed: 'reply.unsubscribed',
  'no-right': 'reply.noRight',
  'window-closed': 'reply.windowClosed',
  'used-up': 'reply.usedUp',
  'too-often': 'reply.tooOften',
  'account-used-up': 'reply.accountUsedUp',
} as const satisfies Record<NoReplyReason, string>;

/** Which way a reply would go now, how long that is so, and how many may still be sent. */
export function ReplyAllowanceLine({ heldUntil, outlook }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const active = outlook.value?.active;
  const heldMs = useCountdown(heldUntil);
  const activeMs = useCountdown(active?.until);
  useLookWhenOver(activeMs !== undefined && activeMs <= 0);
  const span = (ms: number) => formatSpan(begunSeconds(ms), language);
  if (heldMs !== undefined && heldMs > 0) {
    return (
      <Line mark="◷" tone="held" text={t('reply.held')}>
        <strong className={styles.left}>{t('byHand.left', { span: span(heldMs) })}</strong>
      </Line>
    );
  }
  if (outlook.state === 'failed' && !active) return <Failed {...outlook} />;
  if (!active) return <Line mark="◌" tone="quiet" text={t('reply.checking')} />;
  if (active.way === 'active') {
    return (
      <Line mark="●" tone="ok" text={t('reply.active', { left: active.left })}>
        {activeMs !== undefined && <span className={styles.left}>{t('reply.until', { span: span(activeMs) })}</span>}
      </Line>
    );
  }
  return (
    <Line mark="▲" tone="warning" text={t(reasons[active.reason])}>
      {activeMs !== undefined && <span className={styles.left}>{t('reply.again', { span: span(activeMs) })}</span>}
    </Line>
  );
}

/** By then another thing is allowed, or nothing any more; the gateway's clock may be a little behind. */
function useLookWhenOver(isOver: boolean): void {
  const { reply } = useStores();
  useEffect(() => {
    if (!isOver) return;
    const timer = setTimeout(() => void reply.getState().look(), lookAfterMs);
    return () => clearTimeout(timer);
  }, [isOver, reply]);
}

function Failed({ failure }: Extract<Loadable<ReplyOutlook>, { state: 'failed' }>) {
  const { message, hint } = useFailureText(failure);
  return <Line mark="▲" tone="warning" text={`${message} ${hint}`} />;
}

function Line({ mark, tone, text, children }: { mark: string; tone: string; text: string; children?: React.ReactNode }) {
  return (
    <p className={styles.allowance} data-tone={tone} data-testid="reply-allowance">
      <span aria-hidden className={styles.mark}>
        {mark}
      </span>
      <span>
        {text} {children}
      </span>
    </p>
  );
}
