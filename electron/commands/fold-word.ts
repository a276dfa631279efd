/** A word of a command line as it is compared: letter case and full-width forms aside. */
export const foldWord = (word: string): string => word.normalize('NFKC').toLowerCase();
