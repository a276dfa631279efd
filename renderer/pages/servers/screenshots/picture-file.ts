/** A data URL taken apart: the page may fetch nothing but the gateway's own. */
export function blobOf(url: string): Blob {
  const [head = '', base64 = ''] = url.split(',', 2);
  const type = /^data:([^;]+)/.exec(head)?.[1] ?? 'image/png';
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type });
}

/** How many bytes a data URL holds, without taking it apart. */
export function sizeOf(url: string): number {
  const base64 = url.slice(url.indexOf(',') + 1);
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** A name for the picture's file: `web-01-2026-11-21-140211.png`, in local time. */
export function fileNameOf(target: string, at: number, url: string): string {
  const moment = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  const time = `${two(moment.getHours())}${two(moment.getMinutes())}${two(moment.getSeconds())}`;
  return `${target}-${day}-${time}.${url.startsWith('data:image/jpeg') ? 'jpg' : 'png'}`;
}

/** The small picture's width, in px, for a screen of any density. */
const smallWidth = 240;

/** A picture of a few KB, made of a large one; undefined where it can't be decoded. */
export async function shrink(url: string): Promise<string | undefined> {
  const bitmap = await createImageBitmap(blobOf(url)).catch(() => undefined);
  if (!bitmap) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(smallWidth, bitmap.width);
  canvas.height = Math.max(1, Math.round((bitmap.height * canvas.width) / bitmap.width));
  const context = canvas.getContext('2d');
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.8);
}

/** Puts the picture on the clipboard, as PNG, the one kind that browsers take. Whether that was allowed. */
export async function copyPicture(url: string): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': asPng(url) })]);
    return true;
  } catch {
    return false;
  }
}

async function asPng(url: string): Promise<Blob> {
  const blob = blobOf(url);
  if (blob.type === 'image/png') return blob;
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
