import { createEventReader } from '../../shared/server-sent-events.ts';

/** The gateway says something every 20 s: where nothing came for so many ms the line is dead, though nobody was told. */
const silenceMs = 50_000;
const lookEveryMs = 5_000;
/** A stream that lasted for so many ms was a good one: the next one may begin soon. */
const steadyMs = 10_000;
const longestPauseMs = 5_000;

/** The gateway's events, for as long as somebody wants them: a stream that ends is followed by another. */
export interface EventStream {
  open(): void;
  close(): void;
}

export interface EventStreamOptions {
  /** Asks for a stream; undefined where the gateway is out of reach. */
  ask(signal: AbortSignal): Promise<Response | undefined>;
  /** Whether events come. */
  onConnection(connected: boolean): void;
  onEvent(name: string, data: string): void;
  /** The pause before a stream is opened again, in ms; longer where one after the other ends at once. */
  reconnectMs: number;
}

/** The browser's own EventSource won't do: it can't send the header that carries the session. */
export function createEventStream({ ask, onConnection, onEvent, reconnectMs }: EventStreamOptions): EventStream {
  let current: AbortController | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** How many in a row have ended at once. */
  let short = 0;

  function open(): void {
    if (current) return;
    clearTimeout(retry);
    const opened = new AbortController();
    current = opened;
    const began = Date.now();
    void follow(opened).finally(() => {
      if (current !== opened) return;
      current = undefined;
      short = Date.now() - began < steadyMs ? short + 1 : 0;
      retry = setTimeout(open, Math.min(longestPauseMs, reconnectMs * 2 ** Math.max(0, short - 1)));
      opened.abort();
      onConnection(false);
    });
  }

  /** Tells every event until the stream ends, for whatever reason. */
  async function follow(opened: AbortController): Promise<void> {
    const heard = watchSilence(opened);
    const response = await ask(opened.signal);
    if (opened.signal.aborted || !response?.body || !isStream(response)) return;
    onConnection(true);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const read = createEventReader((name, data) => {
      if (!opened.signal.aborted) onEvent(name, data);
    });
    for (;;) {
      const piece = await reader.read().catch(() => undefined);
      if (!piece?.value) return;
      heard();
      read(decoder.decode(piece.value, { stream: true }));
    }
  }

  return {
    open,
    close() {
      const last = current;
      current = undefined;
      clearTimeout(retry);
      last?.abort();
      onConnection(false);
    },
  };
}

/** Ends a stream on which nothing comes any more. The function is to be called with each piece. */
function watchSilence(opened: AbortController): () => void {
  let heardAt = Date.now();
  const watch = setInterval(() => {
    if (Date.now() - heardAt > silenceMs) opened.abort();
  }, lookEveryMs);
  opened.signal.addEventListener('abort', () => clearInterval(watch));
  return () => {
    heardAt = Date.now();
  };
}

/** The page of some proxy is none, whatever its status. */
const isStream = ({ ok, headers }: Response) => ok && (headers.get('content-type') ?? '').startsWith('text/event-stream');
