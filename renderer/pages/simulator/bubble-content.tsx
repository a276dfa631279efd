import { AudioOutlined, EnvironmentOutlined, PictureOutlined, PlayCircleOutlined } from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { PhoneBubble } from '../../../shared/simulator.ts';
import styles from './bubble.module.css';

const icons: Record<string, ComponentType> = {
  image: PictureOutlined,
  voice: AudioOutlined,
  video: PlayCircleOutlined,
  music: PlayCircleOutlined,
  location: EnvironmentOutlined,
};

/** What stands in a bubble: plain text as it is, other kinds with their sign. */
export function BubbleContent({ bubble }: { bubble: PhoneBubble }) {
  const Icon = icons[bubble.kind];
  if (!Icon) return <>{bubble.text}</>;
  return (
    <span className={styles.media}>
      <Icon />
      <span>{bubble.text}</span>
    </span>
  );
}
