import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import { writtenValue } from '../../stores/filter-text.ts';
import styles from './row-menu.module.css';

interface Props {
  row: MessageItem;
  /** Where it opens, in px of the window. */
  x: number;
  y: number;
  onTerm: (term: string) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** What can be done with one row. */
export function RowMenu({ row, x, y, onTerm, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.style.left = `${Math.max(0, Math.min(x, innerWidth - element.offsetWidth))}px`;
    element.style.top = `${y + element.offsetHeight > innerHeight ? Math.max(0, y - element.offsetHeight) : y}px`;
  }, [x, y]);
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector('button')?.focus();
    const leave = (event: Event) => {
      if (!(event.target instanceof Node && menu.current?.contains(event.target))) onClose();
    };
    window.addEventListener('pointerdown', leave);
    window.addEventListener('wheel', leave, { passive: true });
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('pointerdown', leave);
      window.removeEventListener('wheel', leave);
      window.removeEventListener('blur', leave);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [onClose]);

  const kind = row.event === undefined ? `type:${writtenValue(row.type)}` : `event:${writtenValue(row.event)}`;
  const acts: { label: string; act: () => void }[] = [
    { label: t('messages.menu.open'), act: () => onOpen(row.id) },
    ...(row.person === ''
      ? []
      : [{ label: t('messages.menu.person', { person: row.person }), act: () => onTerm(`from:${writtenValue(row.person)}`) }]),
    { label: t('messages.menu.type', { type: row.event ?? row.type }), act: () => onTerm(kind) },
    { label: t('messages.menu.account', { account: row.account }), act: () => onTerm(`account:${writtenValue(row.account)}`) },
    { label: t('copy.what', { what: t('copy.id') }), act: () => void navigator.clipboard.writeText(row.id) },
    { label: t('copy.what', { what: t('copy.row') }), act: () => void navigator.clipboard.writeText(asJson(row)) },
  ];
  return (
    <div
      ref={menu}
      role="menu"
      aria-label={t('messages.menu.title')}
      tabIndex={-1}
      className={styles.menu}
      onKeyDown={(event) => steer(event, onClose)}
    >
      {acts.map(({ label, act }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={styles.act}
          onClick={() => {
            onClose();
            act();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** Without what only the search needs. */
const asJson = ({ searchText: _, ...row }: MessageItem) => JSON.stringify(row, null, 2);

/** Arrows and Home/End walk, Esc and Tab leave; no key gets through to the page. */
function steer(event: KeyboardEvent<HTMLDivElement>, onClose: () => void): void {
  if (event.key === 'Enter' || event.key === ' ') return;
  event.preventDefault();
  event.stopPropagation();
  const acts = [...event.currentTarget.querySelectorAll('button')];
  const at = acts.findIndex((act) => act.matches(':focus'));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: acts.length - 1 }[event.key];
  if (to !== undefined) acts[(to + acts.length) % acts.length]?.focus();
  if (event.key === 'Escape' || event.key === 'Tab') onClose();
}
