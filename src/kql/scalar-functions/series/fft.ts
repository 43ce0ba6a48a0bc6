import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json, Value } from '../../types/value.js';
import { readFull, realsJson } from './series.js';

/** Declares a transform of a complex series; the sign is that of the exponent. */
export function fourierTransform(name: string, summary: string, sign: 1 | -1): ScalarFunction {
  const transformed = (real: Json, imaginary: Json | undefined): Value => {
    const re = readFull(real, name);
    const im = imaginary === undefined ? re?.map(() => 0) : readFull(imaginary, name);
    if (re === null || im === null || im === undefined) return null;
    if (re.length !== im.length) raise(unsupported(name, undefined, 'parts of different lengths'));
    if (!Number.isInteger(Math.log2(re.length)))
      raise(unsupported(name, undefined, 'a length that is no power of two'));
    const [outRe, outIm] = transform(re, im, sign);
    const scale = sign === 1 ? re.length : 1;
    return [realsJson(outRe.map((each) => each / scale)), realsJson(outIm.map((each) => each / scale))];
  };
  return scalarFunction(name, {
    summary,
    gap: 'A length that is no power of two.',
    outputs: ({ columns: [column] }) =>
      ['real', 'imag'].map((part) => ({ name: `${name}_${column}_${part}`, type: 'dynamic' })),
    overloads: [
      overload(['dynamic', 'dynamic?'], 'dynamic', (real, imaginary) => transformed(real, imaginary) as Json),
    ],
  });
}

/** Splits into even and odd places, as far as that goes. */
function transform(re: readonly number[], im: readonly number[], sign: 1 | -1): [number[], number[]] {
  const n = re.length;
  if (n === 1) return [[...re], [...im]];
  const half = (parts: readonly number[], odd: number) => parts.filter((_, i) => i % 2 === odd);
  const [evenRe, evenIm] = transform(half(re, 0), half(im, 0), sign);
  const [oddRe, oddIm] = transform(half(re, 1), half(im, 1), sign);
  const [outRe, outIm] = [new Array<number>(n), new Array<number>(n)];
  for (let k = 0; k < n / 2; k++) {
    const angle = (sign * 2 * Math.PI * k) / n;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const turnedRe = oddRe[k] * cos - oddIm[k] * sin;
    const turnedIm = oddRe[k] * sin + oddIm[k] * cos;
    outRe[k] = evenRe[k] + turnedRe;
    outIm[k] = evenIm[k] + turnedIm;
    outRe[k + n / 2] = evenRe[k] - turnedRe;
    outIm[k + n / 2] = evenIm[k] - turnedIm;
  }
  return [outRe, outIm];
}
