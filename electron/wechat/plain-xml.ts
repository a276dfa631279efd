import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';
import { addField } from './fields.ts';

/** Deeper, or with more elements than this, and it is none of WeChat's plain messages. */
const deepest = 8;
const mostElements = 200;

const plainName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
/** What no element may be called, and what an object has already. */
const reserved = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** These need no look at their letters; and as one text for all messages they take less time as names of fields. */
const usualNames = new Map(
  'ToUserName FromUserName CreateTime MsgType MsgId AgentID Content PicUrl MediaId Event EventKey Encrypt'
    .split(' ')
    .map((name) => [name, name]),
);
const plainWord = /^[0-9A-Za-z_.-]+$/;

export const cdataStart = '<![CDATA[';
export const cdataEnd = ']]>';
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
    const child = plainNameOf(text.slice(markup + 1, end));
    if (child === undefined || depth >= deepest || ++cursor.elements > mostElements) return undefined;
    cursor.at = end + 1;
    const value = readLeaf(cursor, child) ?? readContent(cursor, child, depth + 1);
    if (value === undefined) return undefined;
    tree ??= {};
    addField(tree, child, value);
  }
}

function plainNameOf(name: string): string | undefined {
  return usualNames.get(name) ?? (plainName.test(name) && !reserved.has(name) ? name : undefined);
}

/** What stands in an element that holds one word, or one CDATA section, and no blank besides: nearly all do. Undefined of others. */
function readLeaf(cursor: Cursor, name: string): string | undefined {
  const { text, at } = cursor;
  const isCdata = text.startsWith(cdataStart, at);
  const from = isCdata ? at + cdataStart.length : at;
  const to = text.indexOf(isCdata ? cdataEnd : '<', from);
  const tag = isCdata ? to + cdataEnd.length : to;
  if (to === -1 || !text.startsWith('</', tag)) return undefined;
  const value = text.slice(from, to);
  return (isCdata || plainWord.test(value)) && passClosingTag(cursor, tag, name) ? value : undefined;
}

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

const bareText = (text: string) => (/[&>]/.test(text) ? undefined : text.replace(/^[ \t\n]+|[ \t\n]+$/g, ''));

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const sign = text.charCodeAt(at);
    if (sign !== 0x20 && sign !== 0x0a && sign !== 0x09) return false;
  }
  return true;
}
