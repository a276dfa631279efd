import { useTranslation } from 'react-i18next';
import type { TokenState } from '../../../../shared/platform.ts';
import { StandingMark } from '../../../components/standing-mark.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useSettings } from '../../../stores/context.ts';
import type { Standing } from '../../../stores/tunnel-health.ts';
import { formatMoment } from '../../../text/format.ts';
import { formatSpan } from '../../../text/span.ts';
import styles from './token-line.module.css';

const standings: Record<TokenState['state'], Standing> = { none: 'idle', fetching: 'working', valid: 'ok', failed: 'down' };

/** The access_token, as far as anybody may see it: whether there is one, and how long it counts. */
export function TokenLine({ token }: { token: TokenState }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const now = Math.max(useNow(), Date.now());
  const { state, expiresAt } = token;
  const span = formatSpan(expiresAt === undefined ? 0 : expiresAt - now, language);
  return (
    <span className={styles.token} data-testid="token-state" data-state={state}>
      <StandingMark standing={standings[state]} />
      <span title={expiresAt === undefined ? undefined : formatMoment(expiresAt, language)}>
        {t(`platforms.tokenState.${state}`, { span })}
      </span>
    </span>
  );
}
