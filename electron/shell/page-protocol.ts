import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { securityHeaders } from '../console/content-security.ts';

/** The page's own scheme: it has an origin like any site, and reaches no file but those of the built page. */
const scheme = 'weiguan';
export const pageUrl = `${scheme}://console/`;

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Must be called before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built page from `pageDir`. */
export function servePage(pageDir: string): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file = normalize(join(pageDir, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname)));
    const contentType = contentTypes[extname(file)];
    if (url.host !== 'console' || !file.startsWith(pageDir + sep) || !contentType) return notFound();
    try {
      return new Response(new Uint8Array(await readFile(file)), { headers: { ...securityHeaders, 'Content-Type': contentType } });
    } catch {
      return notFound();
    }
  });
}

const notFound = () => new Response('', { status: 404, headers: securityHeaders });
