/**
 * Whether a text matches a glob: `*` is any characters, `?` is one. It walks back to the last `*` only, so that no glob takes
 * longer than the product of both lengths.
 */
export function matchesGlob(name: string, glob: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    if (glob[place] === '*') {
      star = place++;
      resume = at;
    } else if (place < glob.length && (glob[place] === '?' || glob[place] === name[at])) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++resume;
    } else return false;
  }
  return /^\**$/.test(glob.slice(place));
}
