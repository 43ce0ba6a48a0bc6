import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { angles, energies, forces, lengths, masses, speeds, temperatures, volumes } from './quantities.js';
import type { Unit } from './unit.js';

/** Converts a value of one quantity; the names of its units are documented with it. */
function conversion(quantity: string, units: ReadonlyMap<string, Unit>): ScalarFunction {
  const name = `convert_${quantity}`;
  const find = (unit: string): Unit | null => units.get(unit) ?? missing(name, unit, units);
  return scalarFunction(name, {
    summary: `Converts a value of ${quantity} from one unit to another; null where a unit is unknown.`,
    gap: 'Values that are not finite, and names of units in another case than documented.',
    overloads: [
      overload(['real', 'string', 'string'], 'real', (value, from, to) => {
        const source = find(from);
        const target = find(to);
        if (!Number.isFinite(value)) return raise(unsupported(name, undefined, 'the value must be finite'));
        if (source === null || target === null) return null;
        return source === target ? value : target.fromBase(source.toBase(value));
      }),
    ],
  });
}

function missing(name: string, unit: string, units: ReadonlyMap<string, Unit>): null {
  const written = [...units.keys()].find((each) => each.toLowerCase() === unit.trim().toLowerCase());
  if (written === undefined) return null;
  return raise(unsupported(name, undefined, `the unit '${unit}' is written '${written}'`));
}

/** @see https://learn.microsoft.com/kusto/query/scalar-functions#conversion-functions */
export const conversions: readonly ScalarFunction[] = [
  conversion('angle', angles),
  conversion('energy', energies),
  conversion('force', forces),
  conversion('length', lengths),
  conversion('mass', masses),
  conversion('speed', speeds),
  conversion('temperature', temperatures),
  conversion('volume', volumes),
];
