/** A word of a command line as it is compared: letter case and full-width forms aside. */
export const foldWord = (word: string): string => word.normalize('NFKC').toLowerCase();

/** A code or a number as it is checked: full-width digits, and a full stop behind it, aside. */
export const foldCode = (word: string): string => word.normalize('NFKC').replace(/[.。]$/, '');
