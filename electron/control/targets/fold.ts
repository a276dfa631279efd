/**
 * A name as it is compared: letter case, full-width forms, invisible characters and the number of spaces aside. What the
 * chat's keyboard makes of `web-01` (`Ｗeb－01`) names the same target.
 */
export const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
