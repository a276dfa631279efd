import { LayoutOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { type ReactNode, type RefObject, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseButton } from '../../components/close-button.tsx';
import { sizes } from '../../theme/tokens.ts';
import styles from './message-drawer.module.css';
import { WidthHandle } from './width-handle.tsx';

interface Props {
  place: RefObject<HTMLElement | null>;
  /** In px. */
  width: number;
  loading: boolean;
  /** Above all: what the message is. */
  head: ReactNode;
  /** What is done with the message takes the place of its sides. */
  tool: ReactNode | undefined;
  /** The chat, where the message has one. */
  conversation: ReactNode | undefined;
  /** Below the chat. */
  reply: ReactNode | undefined;
  /** The message's sides; they are given the chat where there is no room for it beside them. */
  sides: (conversation: ReactNode | undefined) => ReactNode;
  onWidth: (px: number) => void;
  onClose: () => void;
}

/** The open message, beside the list and never above it: the chat on the left where there is room, its sides on the right. */
export function MessageDrawer({ place, width, loading, head, tool, conversation, reply, sides, onWidth, onClose }: Props) {
  const { t } = useTranslation();
  const { px, most } = useWidthOf(place, width);
  const isWide = px >= sizes.drawerTwoSides;
  const beside = isWide ? conversation : undefined;
  return (
    <aside ref={place} tabIndex={-1} aria-label={t('detail.title')} className={styles.drawer} style={{ width }}>
      <WidthHandle width={width} onWidth={onWidth} />
      <div className={styles.window}>
        {!isWide && most >= sizes.drawerTwoSides && conversation && (
          <Button
            type="text"
            size="small"
            icon={<LayoutOutlined />}
            aria-label={t('detail.beside')}
            title={t('detail.beside')}
            onClick={() => onWidth(sizes.drawerWide)}
          />
        )}
        <CloseButton onClose={onClose} />
      </div>
      {head}
      {loading && (
        <div className={styles.padded} role="status" aria-label={t('app.loading')}>
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      )}
      {tool ?? (
        <div className={styles.body} data-wide={beside !== undefined}>
          {beside && (
            <div className={styles.conversation}>
              {beside}
              {reply}
            </div>
          )}
          <div className={styles.sides}>{sides(isWide ? undefined : conversation)}</div>
        </div>
      )}
      {!tool && !beside && reply}
    </aside>
  );
}

/** How wide the drawer is shown (until it stands there, what it is asked to be), and how wide it may be here at the most; in px. */
function useWidthOf(element: RefObject<HTMLElement | null>, asked: number): { px: number; most: number } {
  const [width, setWidth] = useState({ px: asked, most: asked });
  useLayoutEffect(() => {
    const { current } = element;
    const around = current?.parentElement;
    if (!current || !around) return;
    const measure = () => {
      const share = Number.parseFloat(getComputedStyle(current).maxWidth) / 100;
      setWidth({ px: current.getBoundingClientRect().width, most: around.clientWidth * share });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    observer.observe(around);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
