/** A piece of pretty XML: its depth, and tag or text, so that they can be told apart on the screen. */
export interface XmlLine {
  depth: number;
  pieces: { kind: 'tag' | 'text'; text: string }[];
}

const token = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<[^>]+>|<?[^<]+/g;

/** Lays XML out, an element a line; an element that holds only text stays on one line. What is none (JSON) stays as it is. */
export function xmlLines(xml: string): XmlLine[] {
  if (!xml.trimStart().startsWith('<')) return xml.split('\n').map((text) => ({ depth: 0, pieces: [{ kind: 'text', text }] }));
  const lines: XmlLine[] = [];
  let depth = 0;
  let open: XmlLine | undefined;
  for (const [text] of xml.matchAll(token)) {
    const isText = !text.startsWith('<') || text.startsWith('<![CDATA[');
    if (isText) {
      if (text.trim() === '') continue;
      if (open) open.pieces.push({ kind: 'text', text });
      else lines.push({ depth, pieces: [{ kind: 'text', text: text.trim() }] });
      continue;
    }
    if (text.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      if (open) open.pieces.push({ kind: 'tag', text });
      else lines.push({ depth, pieces: [{ kind: 'tag', text }] });
      open = undefined;
      continue;
    }
    const line: XmlLine = { depth, pieces: [{ kind: 'tag', text }] };
    lines.push(line);
    const single = text.endsWith('/>') || text.startsWith('<?') || text.startsWith('<!');
    open = single ? undefined : line;
    if (!single) depth += 1;
  }
  return lines;
}

const indent = 2;

/** The same as one text, for copying. */
export const prettyXml = (xml: string) =>
  xmlLines(xml)
    .map((line) => ' '.repeat(line.depth * indent) + line.pieces.map((piece) => piece.text).join(''))
    .join('\n');
