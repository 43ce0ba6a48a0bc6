/* The text encoding of RFC 3492: the plain characters first, then where the others are inserted, in numbers of changing base 36. */

const base = 36;
const firstOther = 128;

/** Writes a text in Punycode. */
export function encodePunycode(text: string): string {
  const codes = Array.from(text, (character) => character.codePointAt(0) as number);
  const plain = codes.filter((code) => code < firstOther);
  let out = String.fromCodePoint(...plain);
  if (plain.length > 0) out += '-';
  let bias = 72;
  let delta = 0;
  let handled = plain.length;
  let next = firstOther;
  while (handled < codes.length) {
    const code = Math.min(...codes.filter((each) => each >= next));
    delta += (code - next) * (handled + 1);
    next = code;
    for (const each of codes) {
      if (each < next) delta++;
      if (each !== next) continue;
      out += variableLength(delta, bias);
      bias = adapted(delta, handled + 1, handled === plain.length);
      delta = 0;
      handled++;
    }
    delta++;
    next++;
  }
  return out;
}

/** Reads a text from Punycode; null where it is none. */
export function decodePunycode(text: string): string | null {
  const delimiter = text.lastIndexOf('-');
  const codes = Array.from(text.slice(0, Math.max(0, delimiter)), (character) => character.codePointAt(0) as number);
  if (codes.some((code) => code >= firstOther)) return null;
  let bias = 72;
  let next = firstOther;
  let place = 0;
  for (let at = delimiter + 1; at < text.length; ) {
    const before = place;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitValue(text.charCodeAt(at++));
      if (digit === undefined) return null;
      place += digit * weight;
      const threshold = thresholdAt(k, bias);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    bias = adapted(place - before, codes.length + 1, before === 0);
    next += Math.floor(place / (codes.length + 1));
    place %= codes.length + 1;
    if (!(next <= 0x10ffff)) return null;
    codes.splice(place++, 0, next);
  }
  return codes.map((code) => String.fromCodePoint(code)).join('');
}

function variableLength(delta: number, bias: number): string {
  let out = '';
  let rest = delta;
  for (let k = base; ; k += base) {
    const threshold = thresholdAt(k, bias);
    if (rest < threshold) return out + digitCharacter(rest);
    out += digitCharacter(threshold + ((rest - threshold) % (base - threshold)));
    rest = Math.floor((rest - threshold) / (base - threshold));
  }
}

function thresholdAt(k: number, bias: number): number {
  return Math.min(26, Math.max(1, k - bias));
}

function adapted(delta: number, count: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += base) rest = Math.floor(rest / (base - 1));
  return k + Math.floor((base * rest) / (rest + 38));
}

function digitCharacter(digit: number): string {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

function digitValue(unit: number): number | undefined {
  if (unit >= 48 && unit <= 57) return unit - 22;
  const letter = unit | 32;
  return letter >= 97 && letter <= 122 ? letter - 97 : undefined;
}
