/** The number of characters, each a code point. */
export function countCodePoints(text: string): number {
  let count = text.length;
  if (!hasPairs(text)) return count;
  for (let i = 1; i < text.length; i++) if (isLow(text.charCodeAt(i)) && isHigh(text.charCodeAt(i - 1))) count--;
  return count;
}

/** Some characters of a text; a negative start counts from the end, and one before the text's start stands nowhere. */
export function sliceCodePoints(text: string, start: number, length: number): string {
  const paired = hasPairs(text);
  const characters = paired ? [...text] : text;
  const from = start < 0 ? characters.length + start : start;
  if (from < 0 || length <= 0) return '';
  const slice = characters.slice(from, from + length);
  return typeof slice === 'string' ? slice : slice.join('');
}

/** The offset in UTF-16 units of a character's place. */
export function unitOffset(text: string, place: number): number {
  if (!hasPairs(text)) return place;
  let unit = 0;
  for (let i = 0; i < place && unit < text.length; i++) unit += (text.codePointAt(unit) as number) > 0xffff ? 2 : 1;
  return unit;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Whether a text holds characters that take two UTF-16 units. */
function hasPairs(text: string): boolean {
  return /[\ud800-\udbff][\udc00-\udfff]/.test(text);
}
