import { z } from 'zod';
import { addressIn } from '../../shared/errcodes.ts';
import type { HttpOutcome } from './http.ts';

/** What an HTTP answer of a platform says. */
export type ApiOutcome<Answer> =
  | { kind: 'ok'; answer: Answer }
  /** The platform said no. */
  | { kind: 'refused'; errcode: number; errmsg: string; egressIp?: string }
  /** No answer of the platform: of a proxy or a login page, or cut, or not as documented. */
  | { kind: 'bad'; reason: string };

/** Both platforms' answers; an Official Account leaves errcode out where all is well (protocol reference, 3.1). */
const Envelope = z.looseObject({ errcode: z.number().int().default(0), errmsg: z.string().default('') });

/** What carries something out answers so in so many words; JSON without it is a relay's, or a login page's. */
export const CarriedOut = z.object({ errcode: z.literal(0) });

/**
 * Reads an answer as `schema`. A reason names a place, never what stands there; `secrets` are struck out of errmsg
 * before anybody sees it.
 */
export function readAnswer<Schema extends z.ZodType>(
  outcome: Extract<HttpOutcome, { kind: 'answered' }>,
  schema: Schema,
  secrets: readonly string[],
): ApiOutcome<z.output<Schema>> {
  if (outcome.status !== 200) return { kind: 'bad', reason: `HTTP ${outcome.status}` };
  const given = parseJson(outcome.body);
  const envelope = Envelope.safeParse(given);
  if (!envelope.success) return { kind: 'bad', reason: placeOf(envelope.error) };
  const { errcode, errmsg } = envelope.data;
  if (errcode !== 0) {
    const egressIp = addressIn(errmsg);
    return { kind: 'refused', errcode, errmsg: struckOut(errmsg, secrets), ...(egressIp && { egressIp }) };
  }
  const answer = schema.safeParse(given);
  return answer.success ? { kind: 'ok', answer: answer.data } : { kind: 'bad', reason: placeOf(answer.error) };
}

function struckOut(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

const placeOf = (error: z.ZodError): string => error.issues[0]?.path.join('.') || 'JSON';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
