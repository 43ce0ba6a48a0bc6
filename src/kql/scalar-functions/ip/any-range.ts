import { type Overload, prepared } from '../../plan/definitions.js';
import type { Json, Value } from '../../types/value.js';

/** A kind of addresses and networks. */
interface Addresses<T> {
  /** Reads an address or a network; null where a text is neither. */
  parse(text: string): T | null;
  contains(network: T, address: T): boolean;
}

/** Whether an address lies in one of several networks, which are arguments or in an array: null where none can be compared. */
export function anyRangeOverloads<T>(addresses: Addresses<T>): Overload[] {
  return [
    prepared(['string', 'string', '...string'], 'bool', ({ constants: [, ...networks] }) => {
      const known = networks.includes(undefined) ? undefined : parseAll(addresses, networks as Json[]);
      return (address, ...each) => isWithinAny(addresses, address, known ?? parseAll(addresses, each));
    }),
    prepared(['string', 'dynamic'], 'bool', ({ constants: [, networks] }) => {
      const known = networks === undefined ? undefined : parseAll(addresses, networks);
      return (address, each) => isWithinAny(addresses, address, known ?? parseAll(addresses, each));
    }),
  ];
}

function parseAll<T>({ parse }: Addresses<T>, networks: Value): (T | null)[] {
  return [networks].flat().map((network) => (typeof network === 'string' ? parse(network) : null));
}

function isWithinAny<T>(
  { parse, contains }: Addresses<T>,
  text: string,
  networks: readonly (T | null)[],
): boolean | null {
  if (networks.length === 0) return false;
  const address = parse(text);
  if (address === null || networks.every((network) => network === null)) return null;
  return networks.some((network) => network !== null && contains(network, address));
}
