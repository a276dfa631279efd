/** The id, or the first of `id-2`, `id-3` … that nobody has. */
export function freeId(id: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(id)) return id;
  for (let number = 2; ; number++) {
    const next = `${id.slice(0, 57)}-${number}`;
    if (!isTaken(next)) return next;
  }
}
