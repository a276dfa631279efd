/** Long enough for the browser to have begun with the download, in ms. */
const keepMs = 60_000;

/** Has the browser save something as a file. */
export function offerFile(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keepMs);
}

/** A JSON document, to be offered as a file. */
export const jsonBlob = (text: string): Blob => new Blob([text], { type: 'application/json' });
