import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';
import { addField } from './fields.ts';

/** Deeper, or with more elements than this, and it is none of WeChat's plain messages. */
const deepest = 8;
const mostElements = 200;

const plainName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
/** What no element may be called, and what an object has already. */
const reserved = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** These need no look at their letters: one question less for each element of nearly every message. */
const usualNames = new Set(
  'ToUserName FromUserName CreateTime MsgType MsgId AgentID Content PicUrl MediaId Event EventKey Encrypt'.split(' '),
);
const plainWord = /^[0-9A-Za-z_.-]+$/;

const cdataStart = '<![CDATA[';
const cdataEnd = ']]>';
const slash = 0x2f;
const exclamationMark = 0x21;

/** How far a text has been read. */
interface Cursor {
  readonly text: string;
  at: number;
  elements: number;
}

/**
 * The fields below `<xml>` of a document as WeChat writes nearly all of them: elements without attributes that hold
 * elements, or bare text, or one CDATA section. Undefined for everything else, whether it is well-formed or not: that is
 * for the XML parser, which takes ten times as long and gives the same.
 */
export function readPlainXml(text: string): FieldTree | undefined {
  // Line ends become line feeds in XML.
  if (!text.startsWith('<xml>') || text.includes('\r')) return undefined;
  const cursor: Cursor = { text, at: '<xml>'.length, elements: 0 };
  const root = readContent(cursor, 'xml', 1);
  return typeof root === 'object' && !Array.isArray(root) && isBlank(text, cursor.at, text.length) ? root : undefined;
}

/** What stands in an element, up to and with its closing tag. */
function readContent(cursor: Cursor, name: string, depth: number): FieldValue | undefined {
  const { text } = cursor;
  let tree: FieldTree | undefined;
  for (;;) {
    const start = cursor.at;
    const markup = text.indexOf('<', start);
    if (markup === -1) return undefined;
    const sign = text.charCodeAt(markup + 1);
    if (sign === slash) {
      if (!passClosingTag(cursor, markup, name)) return undefined;
      return tree ? (isBlank(text, start, markup) ? tree : undefined) : bareText(text.slice(start, markup));
    }
    if (!isBlank(text, start, markup)) return undefined;
    if (sign === exclamationMark) return tree ? undefined : readCdata(cursor, markup, name);
    const end = text.indexOf('>', markup);
    if (end === -1) return undefined;
    const child = text.slice(markup + 1, end);
    if (depth >= deepest || ++cursor.elements > mostElements || !isPlainName(child)) return undefined;
    cursor.at = end + 1;
    const value = readContent(cursor, child, depth + 1);
    if (value === undefined) return undefined;
    tree ??= {};
    addField(tree, child, value);
  }
}

const isPlainName = (name: string) => usualNames.has(name) || (plainName.test(name) && !reserved.has(name));

function passClosingTag(cursor: Cursor, at: number, name: string): boolean {
  const end = at + '</'.length + name.length;
  if (!cursor.text.startsWith(name, at + '</'.length) || cursor.text[end] !== '>') return false;
  cursor.at = end + 1;
  return true;
}

function readCdata(cursor: Cursor, at: number, name: string): string | undefined {
  const { text } = cursor;
  const end = text.startsWith(cdataStart, at) ? text.indexOf(cdataEnd, at + cdataStart.length) : -1;
  if (end === -1) return undefined;
  const closing = text.indexOf('<', end);
  if (closing === -1 || !isBlank(text, end + cdataEnd.length, closing)) return undefined;
  if (text.charCodeAt(closing + 1) !== slash || !passClosingTag(cursor, closing, name)) return undefined;
  return text.slice(at + cdataStart.length, end);
}

function bareText(text: string): string | undefined {
  if (plainWord.test(text)) return text;
  return /[&>]/.test(text) ? undefined : text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const sign = text.charCodeAt(at);
    if (sign !== 0x20 && sign !== 0x0a && sign !== 0x09) return false;
  }
  return true;
}
