import { failure } from '../../shared/failures.ts';
import { err } from '../../shared/result.ts';

/** Thrown deep inside a document that is refused, and caught where its reading began. */
export class DocumentFault extends Error {}

/** Refuses a document. Reasons are places, names and excerpts, which need no translation. */
export const refuseDocument = (reason: string) => err(failure('wechat/-40002', { reason: reason.slice(0, 200) }));
