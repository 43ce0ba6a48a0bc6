/** A unit of some quantity, by how a value of it becomes one of the quantity's base unit and back. */
export interface Unit {
  toBase(value: number): number;
  fromBase(value: number): number;
}

const prefixes = new Map([
  ['Nano', 1e-9],
  ['Micro', 1e-6],
  ['Milli', 1e-3],
  ['Centi', 1e-2],
  ['Deci', 1e-1],
  ['Deca', 1e1],
  ['Hecto', 1e2],
  ['Kilo', 1e3],
  ['Mega', 1e6],
  ['Giga', 1e9],
  ['Tera', 1e12],
]);

/** A unit that is so many base units, or a fraction of one; and the units that prefixes make of it. */
type Size = number | readonly [times: number, over: number];
type PrefixedSize = { readonly size: Size; readonly prefixes: string };

/** The units of a quantity by name. With a prefix the name goes on in lower case: `Kilo` and `WattHour` are `KilowattHour`. */
export function unitsOf(sizes: Readonly<Record<string, Size | PrefixedSize>>): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const [name, entry] of Object.entries(sizes)) {
    const { size, prefixes: names } =
      typeof entry === 'object' && 'size' in entry ? entry : { size: entry, prefixes: '' };
    units.set(name, unit(size, 1));
    for (const prefix of names.split(' ').filter((each) => each !== ''))
      units.set(`${prefix}${name[0].toLowerCase()}${name.slice(1)}`, unit(size, prefixes.get(prefix) as number));
  }
  return units;
}

function unit(size: Size, prefix: number): Unit {
  const [times, over] = typeof size === 'number' ? [size, 1] : size;
  return {
    toBase: (value) => ((value * times) / over) * prefix,
    fromBase: (value) => ((value / times) * over) / prefix,
  };
}
