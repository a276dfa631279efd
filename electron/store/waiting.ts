import type { Answers } from './operations.ts';
import { StoreError } from './store-error.ts';

/** Whoever has asked one of the store's threads for something. */
export interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** Gives their answers to those who asked together. */
export function settle(waiting: Waiting[], { outputs, bugs = [] }: Answers): void {
  for (const [index, text] of bugs) waiting[index]?.reject(new StoreError(text));
  // Whoever was rejected stays so.
  for (let index = 0; index < outputs.length; index++) waiting[index]?.resolve(outputs[index]);
}
