import type { ServerResponse } from 'node:http';
import { HungUp } from '../inspector/export/export-failure.ts';
import type { Download, ExportSink } from '../inspector/export/exports.ts';

/** Sends an export as a file to save. A broken one ends without its end, so that the browser doesn't take it for whole. */
export async function sendDownload(response: ServerResponse, { fileName, mediaType, sendTo }: Download): Promise<void> {
  response.writeHead(200, {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Accel-Buffering': 'no',
  });
  await sendTo(sinkOf(response));
}

function sinkOf(response: ServerResponse): ExportSink {
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (response.destroyed) return reject(new HungUp());
        const hangUp = () => reject(new HungUp());
        response.once('close', hangUp);
        response.write(bytes, (error) => {
          response.off('close', hangUp);
          if (error) hangUp();
          else resolve();
        });
      }),
    finish: () =>
      new Promise((resolve) => {
        // A browser that gives up with the rest on its way never lets it end.
        response.once('close', () => resolve());
        response.end(() => resolve());
      }),
    async discard() {
      response.destroy();
    },
  };
}
