import { unsettled } from './geo-function.js';
import { type Position, radians } from './sphere.js';

/** The axes of the WGS-84 spheroid, in metres. */
const equatorial = 6_378_137;
const flattening = 1 / 298.257223563;
const polar = equatorial * (1 - flattening);

/** The distance of two places on the WGS-84 spheroid in metres, by Vincenty's inverse formula. */
export function spheroidDistance(from: Position, to: Position): number {
  const reduced = (latitude: number) => Math.atan((1 - flattening) * Math.tan(radians(latitude)));
  const [u1, u2] = [reduced(from[1]), reduced(to[1])];
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const turned = radians(to[0] - from[0]);
  let lambda = turned;
  for (let round = 0; round < 200; round++) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cos2 * sinLambda, cos1 * sin2 - sin1 * cos2 * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sinLambda) / sinSigma;
    const cosSquared = 1 - sinAlpha * sinAlpha;
    const middle = cosSquared === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cosSquared;
    const c = (flattening / 16) * cosSquared * (4 + flattening * (4 - 3 * cosSquared));
    const bend = sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle * middle - 1));
    const next = turned + (1 - c) * flattening * sinAlpha * bend;
    if (Math.abs(next) > Math.PI && Math.abs(turned) <= Math.PI) break;
    if (Math.abs(next - lambda) < 1e-15) return arc(sigma, sinSigma, cosSigma, middle, cosSquared);
    lambda = next;
  }
  return unsettled('places nearly opposite on the spheroid');
}

function arc(sigma: number, sinSigma: number, cosSigma: number, middle: number, cosSquared: number): number {
  const k = (cosSquared * (equatorial ** 2 - polar ** 2)) / polar ** 2;
  const a = 1 + (k / 16384) * (4096 + k * (-768 + k * (320 - 175 * k)));
  const b = (k / 1024) * (256 + k * (-128 + k * (74 - 47 * k)));
  const square = 2 * middle * middle - 1;
  const inner = cosSigma * square - (b / 6) * middle * (4 * sinSigma * sinSigma - 3) * (4 * middle * middle - 3);
  return polar * a * (sigma - b * sinSigma * (middle + (b / 4) * inner));
}
