const two = (part: number) => String(part).padStart(2, '0');

/** A moment (Unix ms) as a field for local date and time has it: `2026-11-21T08:30`. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** And back again; null where it isn't filled in. */
export function fromLocalInput(typed: string): number | null {
  const at = typed === '' ? Number.NaN : new Date(typed).getTime();
  return Number.isNaN(at) ? null : at;
}
