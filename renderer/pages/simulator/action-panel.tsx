import { AudioOutlined, EnvironmentOutlined, LoginOutlined, PictureOutlined } from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneAction } from '../../../shared/simulator.ts';
import styles from './input-bar.module.css';

interface Props {
  onAct: (action: PhoneAction) => void;
  onSpeak: () => void;
}

/** What can be sent besides text. */
export function ActionPanel({ onAct, onSpeak }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.panel}>
      <Action icon={PictureOutlined} name={t('simulator.image')} onClick={() => onAct({ kind: 'image' })} />
      <Action icon={AudioOutlined} name={t('simulator.voice')} onClick={onSpeak} />
      <Action icon={EnvironmentOutlined} name={t('simulator.location')} onClick={() => onAct({ kind: 'location' })} />
      <Action icon={LoginOutlined} name={t('simulator.enter')} onClick={() => onAct({ kind: 'enter' })} />
    </div>
  );
}

function Action({ icon: Icon, name, onClick }: { icon: ComponentType; name: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.action} onClick={onClick}>
      <span aria-hidden className={styles.tile}>
        <Icon />
      </span>
      {name}
    </button>
  );
}
