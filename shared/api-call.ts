import type { z } from 'zod';

/** One call of the contract: the schema that its input is parsed with, and (as a type only) what it answers. */
interface Call<Input extends z.ZodType, Output> {
  input: Input;
  /** Only its type is used. */
  output: Output;
}

/** `out<T>()` names an output type; at run time there is nothing in it. */
export const out = <T>() => undefined as T;
export const call = <Input extends z.ZodType, Output>(input: Input, output: Output): Call<Input, Output> => ({ input, output });
