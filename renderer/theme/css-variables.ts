import { colours, fonts, type Look, messageColumns, motion, shadow, sizes, type } from './tokens.ts';

const kebab = (name: string) => name.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);

function declarations(prefix: string, values: Record<string, string | number>, unit = ''): string {
  return Object.entries(values)
    .map(([name, value]) => `--${prefix}${kebab(name)}: ${value}${unit};`)
    .join('\n  ');
}

function lookRule(look: Look): string {
  return `:root[data-look="${look}"] {
  color-scheme: ${look};
  --shadow: ${shadow[look]};
  ${declarations('', colours[look])}
}`;
}

/** All tokens as CSS custom properties: colours for each look, everything else once. */
export function cssVariables(): string {
  return `:root {
  ${declarations('', sizes, 'px')}
  ${declarations('type-', type, 'px')}
  ${declarations('font-', fonts)}
  ${declarations('motion-', motion, 'ms')}
  ${declarations('columns-', messageColumns)}
}
${lookRule('light')}
${lookRule('dark')}`;
}

/**
 * Puts the variables into the page as a constructed style sheet, which a strict Content-Security-Policy allows where it
 * forbids inline styles.
 */
export function adoptCssVariables(document: Document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(cssVariables());
  document.adoptedStyleSheets.push(sheet);
}
