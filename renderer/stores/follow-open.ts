import type { WeiguanBridge } from '../../shared/api.ts';
import type { Parts } from './parts.ts';

/** The page that is looked at is kept up to date, and the open message is the one that the address names. */
export function followRoute(parts: Parts, bridge: Pick<WeiguanBridge, 'showLog'>): () => void {
  const { route, messages, detail, accounts, targets } = parts;
  const follow = () => {
    const { page, part } = route.store.getState();
    bridge.showLog(page === 'messages');
    messages.store.getState().show(page === 'messages');
    detail.store.getState().open(page === 'messages' ? part : null);
    if (page === 'accounts' && accounts.store.getState().secrets === null) void accounts.store.getState().load();
    if (page === 'servers' && targets.store.getState().targets.value === undefined) void targets.store.getState().load();
    if (page === 'messages' && part !== null) messages.store.getState().setCursor(part);
    followCompared(parts, page === 'messages' ? part : null);
  };
  const stop = route.store.subscribe(follow);
  follow();
  return stop;
}

/** While a message to compare with is sought, the one that is opened is it; whoever opens a third one has seen enough. */
function followCompared({ compare, replay }: Parts, part: string | null): void {
  const { first, second, choose, end } = compare.store.getState();
  if (part !== null && second === null) choose(part);
  else if (part !== first && part !== second) end();
  if (replay.store.getState().id !== part) replay.store.getState().close();
}

/** The conversation is that of the open message. */
export function followDetail({ detail, reply, conversation }: Parts): () => void {
  return detail.store.subscribe(({ id, detail: open }, before) => {
    // Nobody can be written to there, and the wish must not wait for the next message.
    if (open.value?.person === '') reply.store.getState().close();
    if (id === null) conversation.store.getState().show(null);
    else if (open.value && open.value !== before.detail.value) conversation.store.getState().show(open.value);
  });
}

/** Summaries and reasons come from the gateway in its language, so a new language is a new text for every row. */
export function followLanguage({ settings, messages, detail, conversation, overview, runs }: Parts): () => void {
  return settings.store.subscribe(({ gatewayLanguage }, before) => {
    if (before.gatewayLanguage === null || gatewayLanguage === before.gatewayLanguage) return;
    void messages.store.getState().reload();
    void detail.store.getState().reload();
    void conversation.store.getState().reload();
    void overview.store.getState().load();
    void runs.store.getState().loadCommands();
  });
}
