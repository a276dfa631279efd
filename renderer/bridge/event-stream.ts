import { createEventReader } from '../../shared/server-sent-events.ts';

/**
 * Reads an event stream until it ends or breaks. The browser's own EventSource won't do: it can't send the header that
 * carries the session.
 */
export async function readEvents(body: ReadableStream<Uint8Array>, onEvent: (name: string, data: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // why each in a task of its own: a listener that throws must neither end the stream nor keep an event from the others
  const read = createEventReader((name, data) => queueMicrotask(() => onEvent(name, data)));
  for (;;) {
    const piece = await reader.read().catch(() => undefined);
    if (!piece?.value) return;
    read(decoder.decode(piece.value, { stream: true }));
  }
}
