/** The shell function by which our scripts part what they print: `==name==` on a line, then the section's lines. */
export const sectionFunction = `section() { printf '\\n==%s==\\n' "$1"; }`;

/** What a script printed, by section; blank lines are left out. Undefined where it did not come to its `end`. */
export function readSections(printed: string): { lines(name: string): string[]; first(name: string): string } | undefined {
  const sections = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of printed.split(/\r?\n/)) {
    const name = /^==(\w+)==$/.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      sections.set(name, current);
    } else if (line.trim() !== '') current.push(line.trim());
  }
  if (!sections.has('end')) return undefined;
  const lines = (name: string) => sections.get(name) ?? [];
  return { lines, first: (name) => lines(name)[0] ?? '' };
}
