import type { ReactNode } from 'react';
import styles from './page-tabs.module.css';

interface Tab {
  name: string;
  href: string;
  text: ReactNode;
}

interface Props {
  label: string;
  tabs: readonly Tab[];
  /** The name of the one that is shown. */
  current: string;
}

/** The parts of a page, each with its own address. */
export function PageTabs({ label, tabs, current }: Props) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ name, href, text }) => (
        <a key={name} href={href} className={styles.tab} aria-current={name === current ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
