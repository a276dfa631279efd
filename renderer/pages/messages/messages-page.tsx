import { useCallback, useRef } from 'react';
import { useDetailFocus } from '../../components/use-detail-focus.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useRoute, useStores } from '../../stores/context.ts';
import { rowCount } from '../../stores/message-pages.ts';
import type { MessagesState } from '../../stores/messages.ts';
import { ByHandBar } from './by-hand-bar.tsx';
import { DeadLettersBar } from './dead-letters-bar.tsx';
import { ExportPanel } from './export-panel.tsx';
import { FilterLine } from './filter-line.tsx';
import { MessageInspector } from './message-inspector.tsx';
import { MessageList } from './message-list.tsx';
import styles from './messages-page.module.css';

/** The live message log with the open message beside it. */
export function MessagesPage() {
  const { messages, route } = useStores();
  const openId = useRoute((state) => state.part);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  // why: the grid, whose active row is the one that was open; where the filter leaves no row, the filter
  const { detail, enter } = useDetailFocus(openId, () => list.current?.querySelector<HTMLElement>('[role="grid"]') ?? search.current);

  const open = useCallback((id: string | null) => route.getState().go('messages', id), [route]);
  const move = (by: (log: MessagesState) => string | null) => {
    const id = by(messages.getState());
    if (openId !== null && id !== null) open(id);
  };
  useKeys({
    j: () => move((log) => log.step(1)),
    ArrowDown: () => move((log) => log.step(1)),
    k: () => move((log) => log.step(-1)),
    ArrowUp: () => move((log) => log.step(-1)),
    PageDown: () => move((log) => log.stepScreens(1)),
    PageUp: () => move((log) => log.stepScreens(-1)),
    Home: () => move((log) => log.moveTo(0)),
    End: () => move((log) => log.moveTo(rowCount(log) - 1)),
    Enter: () => {
      const { cursor } = messages.getState();
      if (cursor === null) return;
      enter(cursor);
      open(cursor);
    },
    Escape: () => open(null),
    p: () => messages.getState().pause(!messages.getState().paused),
    '/': () => search.current?.focus(),
  });

  return (
    <div className={styles.split}>
      <section ref={list} className={styles.list}>
        <ByHandBar />
        <FilterLine ref={search} />
        <ExportPanel />
        <DeadLettersBar />
        <MessageList openId={openId} onOpen={open} />
      </section>
      <MessageInspector place={detail} />
    </div>
  );
}
