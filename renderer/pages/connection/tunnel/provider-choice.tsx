import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TunnelProvider } from '../../../../shared/tunnel.ts';
import styles from './provider-choice.module.css';

const providers = ['localtunnel', 'ssh', 'program', 'none'] as const satisfies TunnelProvider[];

interface Props {
  provider: TunnelProvider;
  onChange: (provider: TunnelProvider) => void;
}

/** The kinds of tunnel, each with the one whom it suits. */
export function ProviderChoice({ provider, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      className={styles.choice ?? ''}
      aria-label={t('tunnel.choose')}
      value={provider}
      onChange={(event) => onChange(event.target.value)}
    >
      {providers.map((name) => (
        <Radio key={name} value={name} className={styles.option ?? ''}>
          <b className={styles.name}>{t(`provider.${name}`)}</b>
          <span className={styles.whom}>{t(`provider.${name}For`)}</span>
        </Radio>
      ))}
    </Radio.Group>
  );
}
