import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../components/use-keys.ts';
import { useAccountName, useHolding, useMessages, useRoute, useSettings, useStores } from '../../stores/context.ts';
import { formatSpan } from '../../text/span.ts';
import styles from './list-bar.module.css';
import { begunSeconds, useCountdown } from './reply-countdown.ts';

/** Above the list while an account is answered by hand: that it is, and who waits for how long. Brings the key `r`. */
export function ByHandBar() {
  const { t } = useTranslation();
  const { reply, route, holding } = useStores();
  const accounts = useHolding((state) => state.accounts);
  const [waiting, ...others] = useHolding((state) => state.messages);
  const passed = useHolding((state) => state.passed);
  const openId = useRoute((state) => state.part);
  const cursor = useMessages((state) => state.cursor);
  const accountName = useAccountName();
  const answer = (id: string | null | undefined) => {
    if (!id) return;
    if (id !== openId) route.getState().go('messages', id);
    reply.getState().write();
  };
  useKeys({ r: () => answer(waiting?.id ?? openId ?? cursor) });
  if (accounts.length === 0) return null;
  const passedBy = passed > 0 && <span className={styles.quiet}>{t('byHand.passed', { n: passed })}</span>;
  return (
    <section aria-label={t('byHand.bar')} className={styles.bar} data-waiting={waiting !== undefined}>
      <span aria-hidden className={styles.mark}>
        ◷
      </span>
      {waiting ? (
        <>
          <Waiting key={waiting.id} {...waiting} />
          {others.length > 0 && <span className={styles.quiet}>{t('byHand.more', { n: others.length })}</span>}
          {passedBy}
          <Button size="small" type="primary" onClick={() => answer(waiting.id)}>
            {t('byHand.answer')} <kbd aria-hidden>r</kbd>
          </Button>
        </>
      ) : (
        <span className={styles.text}>{t('byHand.on', { accounts: accounts.map(accountName).join(t('accounts.listSeparator')) })}</span>
      )}
      {!waiting && (
        <>
          {passedBy}
          <Button size="small" onClick={() => accounts.forEach((account) => void holding.getState().hold(account, false))}>
            {t('byHand.off')}
          </Button>
        </>
      )}
    </section>
  );
}

/** One message that waits, with its countdown. */
function Waiting({ id, until }: { id: string; until: number }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const left = useCountdown(until) ?? 0;
  const row = useMessages((state) => state.latest.find((one) => one.id === id));
  return (
    <>
      <span role="status" className={styles.text} title={row?.summary}>
        <strong>{t('byHand.waits', { person: row?.person ?? '' })}</strong> {row?.summary}
      </span>
      <strong role="timer" className={styles.left}>
        {t('byHand.left', { span: formatSpan(begunSeconds(left), language) })}
      </strong>
    </>
  );
}
