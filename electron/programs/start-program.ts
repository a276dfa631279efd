import { err, ok, type Result } from '../../shared/result.ts';

/**
 * Starts a program by `spawn`. That the system refuses one Node tells by the event `error` for a handful of reasons, and by
 * throwing for all others (a file for another kind of processor, a path below a file); the latter are a value here.
 */
export function startProgram<Child>(spawn: () => Child): Result<Child, NodeJS.ErrnoException> {
  try {
    return ok(spawn());
  } catch (error) {
    if (isRefusal(error)) return err(error);
    throw error;
  }
}

/** Of the system's; what is wrong with the words themselves is our bug. */
const isRefusal = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
