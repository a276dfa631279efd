import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';

/** A menu key or a label that is a command begins so: `cmd:status web-01`. */
export const commandKeyPrefix = 'cmd:';

/** The words of a command line: the first names the command. */
export interface CommandLine {
  word: string;
  args: string[];
}

/**
 * The command line that a message carries: typed text, a voice's transcript, a menu key or a scanned label that
 * begins with `cmd:`. Undefined for everything else.
 */
export function commandLineOf(message: WechatMessage): string | undefined {
  switch (message.type) {
    case 'text':
      return nonBlank(message.content);
    case 'voice':
      // Speech recognition ends its sentences with a full stop that nobody said.
      return nonBlank((message.transcript ?? '').replace(/[。.!！]+\s*$/u, ''));
    case 'event':
      return keyedCommand(message.event, message.eventKey, 'scan' in message ? message.scan?.result : undefined);
    default:
      return undefined;
  }
}

function keyedCommand(event: string, key: string | undefined, scanned: string | undefined): string | undefined {
  if (event === 'scancode_waitmsg') return scanned?.startsWith(commandKeyPrefix) ? nonBlank(scanned.slice(4)) : undefined;
  const isTap = event === 'click' || event === 'CLICK';
  return isTap && key?.startsWith(commandKeyPrefix) ? nonBlank(key.slice(commandKeyPrefix.length)) : undefined;
}

function nonBlank(text: string): string | undefined {
  const trimmed = text.trim().slice(0, limits.commandLineChars);
  return trimmed === '' ? undefined : trimmed;
}

const closingQuotes: Record<string, string> = { '"': '"', "'": "'", '“': '”', '‘': '’', '「': '」', '『': '』' };

/**
 * Splits a line into words at spaces (full-width ones too), keeping together what stands in quotes, Chinese ones
 * included. A word is a value and nothing more: no escapes, no variables, no shell.
 */
export function parseCommandLine(line: string, language: Language): Result<CommandLine> {
  const words: string[] = [];
  let current: string | undefined;
  let closing: string | undefined;
  for (const character of line) {
    if (closing) {
      if (character === closing) closing = undefined;
      else current += character;
    } else if (/\s/u.test(character)) {
      if (current !== undefined) words.push(current);
      current = undefined;
    } else if (current === undefined && closingQuotes[character]) {
      closing = closingQuotes[character];
      current = '';
    } else {
      current = (current ?? '') + character;
    }
  }
  if (closing) return err(failure('command/quote', {}, language));
  if (current !== undefined) words.push(current);
  const [word = '', ...args] = words;
  return ok({ word, args });
}

/**
 * The language to answer in: the one that the person typed or spoke, else the fallback. A menu key and a label are
 * nobody's words, so they show none; nor do digits and symbols.
 */
export function answerLanguage(message: WechatMessage, line: string, fallback: Language): Language {
  if (message.type === 'event') return fallback;
  if (/\p{Script=Han}/u.test(line)) return 'zh-CN';
  return /[A-Za-z]/.test(line) ? 'en' : fallback;
}
