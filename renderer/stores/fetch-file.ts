/** Has the browser fetch a file of the gateway's and save it. */
export function fetchFile(document: Document, path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
