/**
 * A run's id: a UUID of version 7 (RFC 9562), which begins with its time (Unix ms), so that the store writes neighbours
 * beside each other.
 * @param uuid random, of version 4
 */
export function runIdAt(at: number, uuid: string): string {
  const time = Math.floor(at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid.slice(15)}`;
}
