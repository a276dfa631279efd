import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { useAccountName, usePlatforms, useTunnel } from '../../stores/context.ts';
import { tokenDot, tokenWord } from '../../stores/platforms-health.ts';
import { tunnelDot } from '../../stores/tunnel-health.ts';
import { HealthLink } from './health-link.tsx';

/** Both directions at one glance: how WeChat reaches the listener, and how the accounts reach WeChat. */
export function ConnectionDots({ accounts }: { accounts: Account[] }) {
  const { t } = useTranslation();
  const accountName = useAccountName();
  const tunnel = useTunnel((state) => state.tunnel.value?.state);
  const platforms = usePlatforms((state) => state.platforms.value);
  const allowedIps = usePlatforms((state) => state.allowedIps);
  const real = new Set(accounts.filter(({ origin, enabled }) => origin !== 'sandbox' && enabled).map(({ id }) => id));
  const tunnelNow = tunnel && tunnelDot(tunnel, real.size > 0);
  const tokens = platforms && tokenDot(platforms, accounts, allowedIps);
  const lines = platforms
    ?.filter(({ account }) => real.has(account))
    .map((platform) =>
      t('health.of', { name: accountName(platform.account), state: t(`dot.tokenState.${tokenWord(platform, allowedIps)}`) }),
    );
  return (
    <>
      {tunnelNow && (
        <HealthLink
          page="connection"
          part="tunnel"
          name={t('dot.tunnel')}
          health={tunnelNow.health}
          state={t(`dot.tunnelState.${tunnelNow.word}`)}
          hint={tunnel.publicUrl ?? ''}
        />
      )}
      {tokens && (
        <HealthLink
          page="connection"
          part="token"
          name={t('dot.token')}
          health={tokens.health}
          state={t(`dot.tokenState.${tokens.word}`)}
          hint={lines?.join('\n') ?? ''}
        />
      )}
    </>
  );
}
