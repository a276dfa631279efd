import { useRuns } from '../../../stores/context.ts';

/** The word by which people of the gateway's language run a script: `运行`, `run`. */
export const useRunWord = (): string => useRuns(({ commands }) => commands.find(({ name }) => name === 'run')?.title ?? 'run');
