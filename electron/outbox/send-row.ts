import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { PlatformClient, SendOptions, SentMessage } from '../platforms/platform-client.ts';
import type { CardSending, QueuedMessage } from '../store/records.ts';
import type { RunPicture } from '../store/tables/runs.ts';

/** What of a client sends messages. */
export type SendingClient = Pick<
  PlatformClient,
  'sendText' | 'sendPicture' | 'sendCard' | 'sendMenu' | 'updateCard' | 'templates' | 'swallowsRepeatsMs'
>;

type ReadPicture = (run: string) => Promise<Result<RunPicture | null>>;

/** Sends a row as what it is: a card, a template message, a picture, or a text. */
export async function sendRow(client: SendingClient, row: QueuedMessage, readPicture: ReadPicture): Promise<Result<SentMessage>> {
  const { person, text, picture: run, card, template, key } = row;
  const how = { onLimit: 'fail', dedupeKey: key } as const;
  if (card) return sendCard(client, person, card, how);
  if (template?.isNow) return client.templates?.send(person, template.message, how) ?? err(failure('templates/none-here'));
  if (run === undefined) return client.sendText(person, text, how);
  const read = await readPicture(run);
  if (!read.ok) return read;
  if (!read.value) return err(failure('outbox/no-picture'));
  return client.sendPicture(person, { type: read.value.type, bytes: Buffer.from(read.value.base64, 'base64') }, how);
}

async function sendCard(client: SendingClient, person: string, card: CardSending, how: SendOptions): Promise<Result<SentMessage>> {
  if (card.kind === 'send') return client.sendCard(person, card.card, how);
  if (card.kind === 'menu') return client.sendMenu?.(person, card.menu, how) ?? err(failure('platform/no-choice-menus'));
  const updated = await client.updateCard([person], card.responseCode, card.change, how);
  return updated.ok ? ok({}) : updated;
}

/** How long the platform swallows a repetition of this row, in ms. */
export const swallowedMs = (client: SendingClient, { template }: QueuedMessage): number =>
  template?.isNow ? (client.templates?.swallowsRepeatsMs ?? 0) : client.swallowsRepeatsMs;
