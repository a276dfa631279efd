import type { FieldTree } from '../../shared/wechat-message.ts';
import { isReplayKey } from '../store/tables/replay-key.ts';
import { optionalText } from '../wechat/fields.ts';

/** A field that no platform sends. */
const field = 'WeiguanReplay';

/**
 * The message of a replay that is copied to be delivered again. It says which row it is: by itself it would be a delivery of
 * what the replay was made from, or, where its sender was edited, a new message that nobody wrote.
 */
export function copyOfReplay(xml: string, key: string): string {
  const isJson = /^[\s\u{feff}]*\{/u.test(xml);
  return isJson ? xml.replace('{', `{"${field}":"${key}",`) : xml.replace(/<xml[^>]*>/, `$&<${field}>${key}</${field}>`);
}

/** The key of the replay that such a copy delivers again; undefined for every other message. */
export function copiedReplayKey(fields: FieldTree): string | undefined {
  const key = optionalText(fields, field);
  return key !== undefined && isReplayKey(key) ? key : undefined;
}
