import { AudioOutlined, EnvironmentOutlined, PictureOutlined, PlayCircleOutlined } from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneBubble } from '../../../shared/simulator.ts';
import styles from './bubble.module.css';

const icons: Record<string, ComponentType> = {
  image: PictureOutlined,
  voice: AudioOutlined,
  video: PlayCircleOutlined,
  music: PlayCircleOutlined,
  location: EnvironmentOutlined,
};

/** What stands in a bubble: plain text and pictures as they are, other kinds with their sign. */
export function BubbleContent({ bubble }: { bubble: PhoneBubble }) {
  const { t } = useTranslation();
  if (bubble.picture !== undefined) return <img className={styles.picture} src={bubble.picture} alt={t('simulator.photo')} />;
  const Icon = icons[bubble.kind];
  if (!Icon) return <>{bubble.text}</>;
  return (
    <span className={styles.media}>
      <Icon />
      <span>{bubble.kind === 'image' && bubble.text === '' ? t('simulator.photo') : bubble.text}</span>
    </span>
  );
}
