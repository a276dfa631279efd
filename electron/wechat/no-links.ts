/**
 * A text in which no mark-up of a link is left. In a text message `<a href>` works (protocol reference, 2.8), and a link may say
 * something in the name of whoever taps it: what a server has printed must not.
 */
export const withoutLinks = (text: string): string => text.replace(/<(?=[\s/]*a(?![\p{L}\p{N}]))/giu, '＜');
