/** Long enough for the browser to have begun with the download, in ms. */
const keptMs = 60_000;

/** Has the browser, or Electron's own dialog, save a text as a file. */
export function offerFile(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
