import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/result.ts';
import { FailureNote } from './failure-note.tsx';
import styles from './import-page.module.css';
import { WayPage } from './way-page.tsx';

interface Props {
  title: string;
  /** Whose texts these are. */
  texts: 'monitorImport' | 'serverImport';
  /** What was read: how many rows, how many of them could be added, and how much is wrong; null as long as nothing was. */
  read: { rows: number; addable: number; problems: number } | null;
  /** What it was read from; null for what was pasted. */
  from: string | null;
  chosen: number;
  busy: 'read' | 'add' | null;
  failure: Failure | null;
  /** Where rows can come from. */
  sources: ReactNode;
  /** A look at what was found. */
  children: ReactNode;
  /** Gives back the ids of those that were added; null where it failed. */
  onAdd: () => Promise<string[] | null>;
  onAgain: () => void;
  onClose: (added: string[] | null) => void;
}

/** Imports servers or monitors: first where from, then a look at what would be added and what can't be. */
export function ImportPage({ title, texts, read, from, chosen, busy, failure, sources, children, onAdd, onAgain, onClose }: Props) {
  const { t } = useTranslation();
  const foot = read && (
    <>
      <Button
        type="primary"
        disabled={chosen === 0}
        loading={busy === 'add'}
        onClick={() => void onAdd().then((added) => added !== null && onClose(added))}
      >
        {t(`${texts}.add`, { n: chosen })}
      </Button>
      <Button onClick={onAgain}>{t(`${texts}.again`)}</Button>
      <p role="status">
        {read.rows === 0 ? t(`${texts}.nothing`) : t(`${texts}.found`, { n: read.addable, chosen })}
        {' · '}
        {t(`${texts}.from`, { from: from ?? t(`${texts}.pasted`) })}
      </p>
    </>
  );
  return (
    <WayPage title={title} intro={t(`${texts}.intro`)} step={read ? 'look' : (busy ?? 'from')} foot={foot} onClose={() => onClose(null)}>
      {failure && <FailureNote failure={failure} />}
      {busy === 'read' && (
        <div role="status" aria-label={t(`${texts}.reading`)}>
          <Skeleton active paragraph={{ rows: 4 }} />
        </div>
      )}
      {/* why: what was pasted is there again where some of it, or all, could not be read */}
      <div className={styles.kept} hidden={busy === 'read' || read !== null}>
        {sources}
      </div>
      {children}
      {read && from === null && (read.rows === 0 || read.problems > 0) && (
        <p className={styles.hint}>{t('importPage.pasteKept', { again: t(`${texts}.again`) })}</p>
      )}
    </WayPage>
  );
}
