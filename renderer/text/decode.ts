/** A part of an address with its `%xx` read; as it stands where they make no sense. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
