import type { RefObject } from 'react';
import { FailureNote } from '../../components/failure-note.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useAccountName, useCompare, useDesk, useDetail, useReplay, useRoute, useStores } from '../../stores/context.ts';
import { CompareBar } from './compare-bar.tsx';
import { CompareView } from './compare-view.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { DetailActions } from './detail-actions.tsx';
import { DetailHead } from './detail-head.tsx';
import { DetailTabs } from './detail-tabs.tsx';
import { MessageDrawer } from './message-drawer.tsx';
import styles from './message-inspector.module.css';
import { ReplayPanel } from './replay-panel.tsx';
import { ReplyPane } from './reply-pane.tsx';

/** The open message with all that can be done with it; nothing where none is open. */
export function MessageInspector({ place }: { place: RefObject<HTMLElement | null> }) {
  const { desk, route } = useStores();
  const openId = useRoute((state) => state.part);
  const { detail: opened, sending, sendFailure, reload, sendAgain, putAside, takeBack, tryNow } = useDetail((state) => state);
  const width = useDesk((state) => state.drawerWidth);
  const replay = useReplay((state) => state);
  const compare = useCompare((state) => state);
  const accountName = useAccountName();
  const seeks = compare.first !== null && compare.second === null;
  const replays = replay.id !== null && replay.id === openId;
  const leave = () => {
    if (compare.first !== null) compare.end();
    else replay.close();
  };
  // Goes before the key of the page that closes the message.
  useKeys(compare.first !== null || replays ? { Escape: leave } : {});
  if (openId === null) return null;

  const open = (id: string | null) => route.getState().go('messages', id);
  const message = opened.value;
  const talks = message !== undefined && message.person !== '' && message.direction !== 'refused';
  const compareWith = (other?: string) => {
    if (!message) return;
    replay.close();
    compare.start(message.id, other);
  };
  const delivery = message && (
    <DeliveryPanel
      message={message}
      busy={sending}
      failure={sendFailure}
      onTryNow={() => void tryNow()}
      onSendAgain={() => void sendAgain()}
      onPutAside={() => void putAside()}
      onTakeBack={() => void takeBack()}
    />
  );
  const tool =
    compare.second !== null ? (
      <CompareView compare={compare} />
    ) : replays ? (
      <ReplayPanel replay={replay} onOpen={open} onCompare={compareWith} />
    ) : undefined;
  return (
    <MessageDrawer
      place={place}
      width={width}
      loading={opened.state === 'loading' && !message}
      head={
        <>
          {message && (
            <DetailHead message={message} accountName={accountName(message.account)}>
              <DetailActions
                message={message}
                onReplay={() => replay.open(message)}
                onCompare={() => compareWith()}
                onCurl={() => replay.curl(message.id)}
              />
            </DetailHead>
          )}
          {seeks && <CompareBar onCancel={compare.end} />}
          {opened.state === 'failed' && (
            <div className={styles.padded}>
              <FailureNote failure={opened.failure} onRetry={() => void reload()} />
            </div>
          )}
        </>
      }
      tool={tool}
      conversation={talks ? <ConversationPane message={message} onOpen={open} /> : undefined}
      reply={talks ? <ReplyPane message={message} /> : undefined}
      sides={(conversation) =>
        message && <DetailTabs message={message} delivery={delivery} conversation={conversation} onOpen={open} onCompare={compareWith} />
      }
      onWidth={desk.getState().setDrawerWidth}
      onClose={() => open(null)}
    />
  );
}
