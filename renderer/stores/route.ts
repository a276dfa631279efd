import { createStore } from 'zustand/vanilla';
import { decodePart } from '../text/decode.ts';

export const pages = [
  'overview',
  'messages',
  'servers',
  'menus',
  'monitors',
  'accounts',
  'people',
  'connection',
  'simulator',
  'history',
  'settings',
] as const;
/** Pages that stand in no side bar: another page leads to them. */
const innerPages = ['statistics'] as const;
export type SidePage = (typeof pages)[number];
/** The strokes that lead to each page. */
export const pageKeys: Record<SidePage, string> = {
  ...{
    overview: 'g o',
    messages: 'g m',
    servers: 'g s',
    menus: 'g e',
    monitors: 'g n',
    accounts: 'g a',
    people: 'g p',
    connection: 'g c',
    simulator: 'g i',
  },
  ...{ history: 'g h', settings: 'g ,' },
};
export type Page = SidePage | (typeof innerPages)[number];

/** Where the page is: `#/messages/123` is the page `messages` with the part `123`. */
export interface Route {
  page: Page;
  part: string | null;
}

/** Reads a hash; what it doesn't know leads to the first page. */
export function parseRoute(hash: string): Route {
  const [, name = '', part = ''] = /^#?\/?([^/?]*)\/?([^/?]*)/.exec(hash) ?? [];
  const page = [...pages, ...innerPages].find((known) => known === name);
  return page ? { page, part: part === '' ? null : decodePart(part) } : { page: 'overview', part: null };
}

export function formatRoute(page: Page, part?: string | null): string {
  return part ? `#/${page}/${encodeURIComponent(part)}` : `#/${page}`;
}

export interface RouteState extends Route {
  go(page: Page, part?: string | null): void;
}

/** The route follows the address's hash, so that back, forward and links work as everywhere. */
export function createRouteStore(window: Pick<Window, 'location' | 'addEventListener' | 'removeEventListener'>) {
  const follow = () => store.setState(parseRoute(window.location.hash));
  const store = createStore<RouteState>()(() => ({
    ...parseRoute(window.location.hash),
    go(page, part) {
      window.location.hash = formatRoute(page, part);
      // why: the browser tells it later, and the next key may come before
      follow();
    },
  }));
  return {
    store,
    start() {
      window.addEventListener('hashchange', follow);
      return () => window.removeEventListener('hashchange', follow);
    },
  };
}
