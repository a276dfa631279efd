import { type ParseArgsConfig, parseArgs } from 'node:util';
import { err, ok } from '../../shared/result.ts';

/** The exit code of a command line that can't be read. */
const wrongUsage = 2;

/**
 * Reads the options of a command line. Where it asks for help, or is wrong, that is printed, and what comes back is the code to
 * exit with.
 * @param usage how it is called, without what nobody has to know
 */
export function readCommandLine<const Options extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: Options,
  args: string[] = process.argv.slice(2),
) {
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    console.log(`Usage: ${usage}`);
    return err(0);
  }
  try {
    return ok(parseArgs({ options, args }).values);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`);
    return err(wrongUsage);
  }
}
