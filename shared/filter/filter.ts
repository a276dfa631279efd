import type { Direction, MessageState } from '../message-log.ts';
import type { FieldName } from './fields.ts';

/**
 * A parsed filter: a row must meet every term. It is plain data, so that it can go to another thread.
 */
export interface Filter {
  terms: Term[];
}

/** One condition: the field has one of the values, or where it is negated none of them. */
export interface Term {
  field: FieldName;
  negated: boolean;
  values: Value[];
}

/** A value as it was understood. `text` is how it is written in a filter. */
export type Value =
  /** The field is this text, whatever the case of ASCII letters. */
  | { kind: 'is'; text: string; equals: string[] }
  /** The field begins so. */
  | { kind: 'starts'; text: string; start: string }
  /** From `min` to `max`, both optional; without the end itself where it is open. */
  | { kind: 'range'; text: string; min?: number; minOpen?: boolean; max?: number; maxOpen?: boolean }
  /** A point in time, Unix ms. */
  | { kind: 'moment'; text: string; at: number }
  /** A point in time, so many ms before now. */
  | { kind: 'ago'; text: string; ms: number }
  /** The row's text holds these tokens one behind the other. */
  | { kind: 'holds'; text: string; tokens: string[] };

/** What a filter looks at of a row. Rows of the store and rows of the page both have it. */
export interface FilterRow {
  id: string;
  direction: Direction;
  account: string;
  /** Unix time in ms. */
  at: number;
  type: string;
  event?: string;
  person: string;
  state: MessageState;
  command?: string;
  ms?: number;
  /** There is a row that answers it. */
  hasAnswer?: boolean;
  hasFailure?: boolean;
  /** All that a search finds it by. */
  searchText?: string;
}

/** The filter that every row meets. */
export const everything: Filter = { terms: [] };
