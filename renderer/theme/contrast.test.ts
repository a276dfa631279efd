import { theme } from 'antd';
import { describe, expect, test } from 'vitest';
import { antdTheme } from './antd-theme.ts';
import { type Colour, colours, type Look } from './tokens.ts';

/** WCAG 2: what text needs against its ground, and what a mark needs. */
const text = 4.5;
const mark = 3;

/** Relative luminance of `#RRGGBB` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What is written or drawn, and what it stands on. `warning` is for marks only: the light one is too light for text. */
const pairs: { on: Colour[]; least: number; colours: Colour[] }[] = [
  { on: ['ground', 'surface', 'raised'], least: text, colours: ['text', 'quiet', 'accent', 'danger', 'info'] },
  { on: ['hover'], least: text, colours: ['text', 'quiet'] },
  { on: ['accentSoft', 'dangerSoft', 'warningSoft'], least: text, colours: ['text', 'quiet'] },
  { on: ['accentSoft'], least: text, colours: ['accent'] },
  { on: ['accent'], least: text, colours: ['onAccent'] },
  { on: ['info'], least: text, colours: ['surface'] },
  { on: ['phoneGround', 'phoneBar'], least: text, colours: ['phoneText', 'phoneQuiet', 'danger'] },
  { on: ['phoneLine'], least: text, colours: ['phoneText'] },
  { on: ['bubbleOwn'], least: text, colours: ['bubbleOwnText'] },
  { on: ['bubbleOther'], least: text, colours: ['bubbleOtherText', 'phoneText', 'phoneQuiet', 'danger'] },
  { on: ['ground', 'surface', 'raised', 'hover', 'accentSoft'], least: mark, colours: ['accent', 'warning', 'danger', 'info'] },
  { on: ['warningSoft'], least: mark, colours: ['warning'] },
  { on: ['dangerSoft'], least: mark, colours: ['danger'] },
];

test('the contrast of black and white is 21', () => expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21));

describe.each(['light', 'dark'] satisfies Look[])('in the %s look', (look) => {
  const cases = pairs.flatMap(({ on, least, colours: names }) =>
    on.flatMap((ground) => names.map((name) => [name, ground, least] as const)),
  );
  test.each(cases)('%s can be told from %s', (name, ground, least) => {
    expect(contrast(colours[look][name], colours[look][ground])).toBeGreaterThanOrEqual(least);
  });

  const given = antdTheme(look, false);
  const painted = theme.getDesignToken(given);
  const { dangerColor = painted.colorTextLightSolid, primaryColor = painted.colorTextLightSolid } = given.components?.Button ?? {};
  const grounds = [...(['ground', 'surface', 'raised'] as const).map((name) => colours[look][name]), painted.colorErrorBg];
  test.each([
    ...[painted.colorError, painted.colorErrorHover, painted.colorErrorActive],
    ...[painted.colorLink, painted.colorLinkHover, painted.colorLinkActive],
  ])('Ant Design writes in %s, which can be read', (colour) => {
    for (const ground of grounds) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(text);
  });
  test.each([
    ...[painted.colorError, painted.colorErrorHover, painted.colorErrorActive].map((ground) => [dangerColor, ground] as const),
    ...[painted.colorPrimary, painted.colorPrimaryHover, painted.colorPrimaryActive].map((ground) => [primaryColor, ground] as const),
  ])('%s on a button that Ant Design fills with %s can be read', (colour, ground) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(text);
  });
});
