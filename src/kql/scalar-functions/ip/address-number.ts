import type { Preparation } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Value } from '../../types/value.js';
import { type Ipv4, parseIpv4, withPrefix } from './ipv4.js';

/** Reads an IPv4 network from a text or from a whole number, and a prefix; null where it is none. */
export function networkReader(
  name: string,
  { types: [type] }: Preparation,
): (value: Value, prefix?: bigint) => Ipv4 | null {
  if (!['string', 'int', 'long', 'dynamic'].includes(type))
    raise(unsupported(name, undefined, `of a value of type ${type}`));
  return (value, prefix) => withPrefix(typeof value === 'string' ? parseIpv4(value) : fromNumber(value), prefix);
}

function fromNumber(value: Value): Ipv4 | null {
  const address = Number(value);
  return Number.isInteger(address) && address >= 0 && address <= 0xffffffff ? { address, bits: 32 } : null;
}
