/** Takes chosen files out of a zip archive. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * @param {string} archive
 * @param {(name: string) => string | undefined} place where an entry goes; undefined leaves it out
 */
export async function extractZip(archive, place) {
  const { default: yauzl } = await import('yauzl');
  /** @type {import('yauzl').ZipFile} */
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  try {
    for await (const entry of entriesOf(zip)) {
      const path = place(entry.fileName);
      if (path) await writeEntry(zip, entry, path);
    }
  } finally {
    zip.close();
  }
}

/** @param {import('yauzl').ZipFile} zip @returns {AsyncGenerator<import('yauzl').Entry>} */
async function* entriesOf(zip) {
  for (;;) {
    /** @type {import('yauzl').Entry | undefined} */
    const entry = await new Promise((resolve, reject) => {
      zip
        .once('entry', resolve)
        .once('end', () => resolve(undefined))
        .once('error', reject);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (!entry) return;
    yield entry;
  }
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {import('yauzl').Entry} entry
 * @param {string} path
 */
async function writeEntry(zip, entry, path) {
  mkdirSync(dirname(path), { recursive: true });
  /** @type {NodeJS.ReadableStream} */
  const content = await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  await pipeline(content, createWriteStream(path));
}
