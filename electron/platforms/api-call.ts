import type { z } from 'zod';
import type { Capability } from '../../shared/account-capabilities.ts';
import type { CountedAs } from '../../shared/platform-limits.ts';

/**
 * Whether a call may be made a second time where its answer did not come. `harmless`: it only reads, or the second one
 * changes nothing. `deduplicated`: the platform swallows an identical one. `never`: somebody would get it twice.
 */
export type Repeating = 'harmless' | 'deduplicated' | 'never';

/** A call of a platform's API, declared once. */
export interface ApiCall<Input extends z.ZodObject = z.ZodObject, Answer extends z.ZodObject = z.ZodObject> {
  /** Path below `/cgi-bin/`; also the name of its gauge. */
  name: string;
  method: 'GET' | 'POST';
  /** What it is given: the query of a GET, the JSON body of a POST. */
  input: Input;
  /** Fields of a POST's input that go into the query. */
  inQuery?: readonly (keyof z.output<Input> & string)[];
  /** What a successful answer holds, besides errcode and errmsg. */
  answer: Answer;
  /** Takes a file as well, in the part of this name: then the body is multipart, and all of the input goes into the query. */
  filePart?: string;
  /** Of the input, where it decides. */
  repeating: Repeating | ((input: z.output<Input>) => Repeating);
  /** What the account must be allowed; without it the call fails here, before the platform counts it. */
  needs?: Capability;
  counts: readonly CountedAs[];
  /** Who gets something, for the limits of each member. */
  to?: (input: z.output<Input>) => readonly string[];
}

/** Keeps the types of a declaration. */
export const apiCall = <Input extends z.ZodObject, Answer extends z.ZodObject>(call: ApiCall<Input, Answer>): ApiCall<Input, Answer> =>
  call;

export const repeatingOf = <Input extends z.ZodObject, Answer extends z.ZodObject>(
  call: ApiCall<Input, Answer>,
  input: z.output<Input>,
): Repeating => (typeof call.repeating === 'function' ? call.repeating(input) : call.repeating);
