import { failure } from '../../shared/failures.ts';
import { targetOnLabel } from '../../shared/label.ts';
import type { Language } from '../../shared/language.ts';
import { lineOfKey } from '../../shared/menu/command-keys.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { readChoiceKey } from './choice-key.ts';
import { lineOfScan } from './scanned-label.ts';

/**
 * How a line was said: typed (or tapped in a menu), spoken, so that it may have been misheard, scanned, so that somebody
 * else wrote it, or tapped on a card, so that it is no guess.
 */
export type Medium = 'text' | 'voice' | 'scan' | 'card';

/** The words of a command line: the first names the command. */
export interface CommandLine {
  word: string;
  args: string[];
}

/**
 * The command line that a message carries: typed text, a voice's transcript, a menu key that begins with `cmd:`, or
 * a scanned code, also where its text was pasted into the chat; of a card's button, and of an entry of ours to choose, its
 * key. Undefined for everything else.
 */
export function commandLineOf(message: WechatMessage): string | undefined {
  switch (message.type) {
    case 'text':
      return chosenKey(message) ?? nonBlank((isLabel(message.content) && lineOfScan(message.content)) || message.content);
    case 'voice':
      return nonBlank(spoken(message.transcript ?? ''));
    case 'event':
      return keyedCommand(message.event, message.eventKey, 'scan' in message ? message.scan?.result : undefined);
    default:
      return undefined;
  }
}

/** Entries of others are what they say. */
const chosenKey = ({ menuChoice: key }: { menuChoice?: string }) => (key !== undefined && readChoiceKey(key) ? key : undefined);

/** Speech recognition writes no spaces between words, but marks for pauses, and ends its sentences as nobody said. */
const spoken = (transcript: string) => transcript.replace(/[，、。]/gu, ' ').replace(/[.!！?？\s]+$/u, '');

const isLabel = (text: string) => targetOnLabel(text) !== undefined;

/** A tap on a template card's button, and a code that was scanned for us, as the platform names them (protocol reference, 2.3). */
const cardTap = 'template_card_event';
const labelScan = 'scancode_waitmsg';

/** How a message says its line. An entry to choose that is none of ours was written by somebody else, as a code is that is scanned. */
export function mediumOf(message: WechatMessage): Medium {
  if (message.type === 'voice') return 'voice';
  if (message.type === 'text' && message.menuChoice !== undefined && chosenKey(message) === undefined) return 'scan';
  if (message.type !== 'event') return 'text';
  return message.event === cardTap ? 'card' : message.event === labelScan ? 'scan' : 'text';
}

function keyedCommand(event: string, key: string | undefined, scanned: string | undefined): string | undefined {
  if (event === labelScan) return commandIn(scanned) ?? lineOfScan(scanned ?? '');
  const isTap = event === 'click' || event === 'CLICK' || event === cardTap;
  return isTap ? commandIn(key) : undefined;
}

const commandIn = (key = '') => nonBlank(lineOfKey(key) ?? '');

function nonBlank(text: string): string | undefined {
  const trimmed = text.trim();
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
 * nobody's words, so they show none; nor do digits and symbols. A card was written in its person's language, and so were
 * the keys of its buttons; an entry's key names its language.
 */
export function answerLanguage(message: WechatMessage, line: string, fallback: Language): Language {
  const chosen = readChoiceKey(line);
  if (chosen) return chosen.language;
  if ((message.type === 'event' && message.event !== cardTap) || (message.type === 'text' && isLabel(message.content))) return fallback;
  return lineLanguage(line, fallback);
}

/** The language that a line of words is in. */
export function lineLanguage(line: string, fallback: Language): Language {
  if (/\p{Script=Han}/u.test(line)) return 'zh-CN';
  return /[A-Za-z]/.test(line) ? 'en' : fallback;
}
