/*
 * Upper and lower case as the language sees them: one character at a time and in no country's way, so that a text keeps its length
 * (`ß` stays, a final sigma is like any other) and no letter beyond ASCII becomes one of ASCII (the Kelvin sign is no k).
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether the text is all ASCII
const ascii = /^[\x00-\x7f]*$/;

/** Whether a text is all ASCII. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** The text in upper case. */
export function upperCase(text: string): string {
  return isAscii(text) ? text.toUpperCase() : text.replace(/./gsu, (one) => simple(one, one.toUpperCase()));
}

/** The text in lower case. */
export function lowerCase(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.replace(/./gsu, (one) => simple(one, one.toLowerCase()));
}

/** The form that is equal for texts that differ in case alone; JavaScript's own `i` flag (without `u`) compares the same way. */
export function foldCase(text: string): string {
  return isAscii(text) ? text.toUpperCase() : text.replace(/./gs, (one) => simple(one, one.toUpperCase()));
}

function simple(one: string, changed: string): string {
  return changed.length !== one.length || (changed < '\x80' && one >= '\x80') ? one : changed;
}
