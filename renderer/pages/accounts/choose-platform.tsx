import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../shared/account.ts';
import { useLostFocus } from '../../components/use-lost-focus.ts';
import styles from './choose-platform.module.css';

/** The two platforms as two large choices. */
export function ChoosePlatform({ onChoose }: { onChoose: (platform: Platform) => void }) {
  const { t } = useTranslation();
  const first = useLostFocus<HTMLButtonElement>();
  const texts = { wecom: t('accounts.wecomText'), 'official-account': t('accounts.officialText') };
  return (
    <div className={styles.place}>
      <h2 className={styles.title}>{t('accounts.choose')}</h2>
      <div className={styles.choices}>
        {(['wecom', 'official-account'] as const).map((platform, place) => (
          <button
            key={platform}
            ref={place === 0 ? first : null}
            type="button"
            className={styles.choice}
            onClick={() => onChoose(platform)}
          >
            <span className={styles.name}>{t(`platform.${platform}`)}</span>
            <span className={styles.text}>{texts[platform]}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
