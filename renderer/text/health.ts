import type { Health } from '../../shared/overview.ts';

const worseFirst: Health[] = ['down', 'warning', 'working', 'ok'];

/** The worst of several, for one dot that stands for all. */
export function worstHealth(all: Health[]): Health {
  return worseFirst.find((health) => all.includes(health)) ?? 'ok';
}
