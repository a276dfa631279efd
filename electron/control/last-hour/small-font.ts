/** The characters of the picture of the last hour: five columns, seven rows, `#` is ink. */
const glyphs: Readonly<Record<string, string>> = {
  '0': ' ### #   ##  ### # ###  ##   # ### ',
  '1': '  #   ##    #    #    #    #   ### ',
  '2': ' ### #   #    #   #   #   #   #####',
  '3': ' ### #   #    #  ##     ##   # ### ',
  '4': '   #   ##  # # #  # #####   #    # ',
  '5': '######    ####     #    ##   # ### ',
  '6': ' ### #    #    #### #   ##   # ### ',
  '7': '#####    #   #   #   #    #    #   ',
  '8': ' ### #   ##   # ### #   ##   # ### ',
  '9': ' ### #   ##   # ####    #    # ### ',
  '.': '                          ##   ##  ',
  ':': '      ##   ##        ##   ##       ',
  '%': '##   ##  #   #   #   #   #  ##   ##',
  A: ' ### #   ##   #######   ##   ##   #',
  C: ' ### #   ##    #    #    #   # ### ',
  D: '#### #   ##   ##   ##   ##   ##### ',
  E: '######    #    #### #    #    #####',
  L: '#    #    #    #    #    #    #####',
  M: '#   ### ### # ## # ##   ##   ##   #',
  O: ' ### #   ##   ##   ##   ##   # ### ',
  P: '#### #   ##   ##### #    #    #    ',
  R: '#### #   ##   ##### # #  #  # #   #',
  U: '#   ##   ##   ##   ##   ##   # ### ',
  Y: '#   ##   # # #   #    #    #    #  ',
};

const columns = 5;
const rows = 7;

/** How wide a text is at this scale, in px. */
export const textWidth = (text: string, scale: number): number => Math.max(0, text.length * (columns + 1) - 1) * scale;
export const textHeight = (scale: number): number => rows * scale;

/** Calls `paint` for each square of ink of a text whose top left corner is given; what has no glyph stays blank. */
export function drawText(
  text: string,
  { x, y, scale }: { x: number; y: number; scale: number },
  paint: (left: number, top: number, size: number) => void,
): void {
  [...text].forEach((character, place) => {
    const glyph = glyphs[character] ?? '';
    for (let square = 0; square < glyph.length; square += 1) {
      if (glyph[square] !== '#') continue;
      const column = place * (columns + 1) + (square % columns);
      paint(x + column * scale, y + Math.floor(square / columns) * scale, scale);
    }
  });
}
