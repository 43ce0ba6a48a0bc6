import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { parseIpv4 } from './ipv4.js';

/** Four numbers between what is no letter or digit of ASCII, wherever they begin: they may overlap. */
const candidate = /(?<![0-9A-Za-z])(?=((?:\d{1,3}\.){3}\d{1,3})(?![0-9A-Za-z]))/g;

const letterBefore = /[\p{L}\p{N}]$/u;
const letterAfter = /^[\p{L}\p{N}]/u;

const address = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const openPrefix = /^(?:\d{1,3}\.){1,3}$/;

/** The IPv4 addresses that stand in a text. */
function addressesIn(text: string): string[] {
  const found: string[] = [];
  for (const { 1: each, index } of text.matchAll(candidate)) {
    const end = index + each.length;
    const beside =
      letterBefore.test(text.slice(Math.max(0, index - 2), index)) || letterAfter.test(text.slice(end, end + 2));
    if (!beside && parseIpv4(each) !== null) found.push(each);
  }
  return found;
}

/** Whether a text has one of several IPv4 addresses. */
function hasAddress(text: string, wanted: readonly Json[]): boolean {
  const found = addressesIn(text);
  return wanted.some((each) => typeof each === 'string' && found.includes(each));
}

/** Whether a text has an IPv4 address that is, or after a dot begins with, one of several prefixes. */
function hasPrefix(text: string, wanted: readonly Json[]): boolean {
  const found = addressesIn(text);
  return wanted.some((prefix) => {
    if (typeof prefix !== 'string') return false;
    if (address.test(prefix)) return found.includes(prefix);
    return openPrefix.test(prefix) && found.some((each) => each.startsWith(prefix));
  });
}

type Search = (text: string, wanted: readonly Json[]) => boolean;

const forOne = (name: string, summary: string, search: Search) =>
  scalarFunction(name, {
    summary,
    overloads: [overload(['string', 'string'], 'bool', (text, wanted) => search(text, [wanted]))],
  });

const forSeveral = (name: string, summary: string, search: Search) =>
  scalarFunction(name, {
    summary,
    overloads: [
      overload(['string', 'string', '...string'], 'bool', (text, ...wanted) => search(text, wanted)),
      overload(['string', 'dynamic'], 'bool', (text, wanted) =>
        search(text, Array.isArray(wanted) ? wanted : [wanted]),
      ),
    ],
  });

/** The searches for IPv4 addresses. @see https://learn.microsoft.com/kusto/query/scalar-functions#ipv4-text-match-functions */
export const textSearches = [
  forOne('has_ipv4', 'Whether a text has an IPv4 address, no letter or digit at its ends.', hasAddress),
  forOne('has_ipv4_prefix', 'Whether a text has an IPv4 address that begins with a prefix such as `10.1.`.', hasPrefix),
  forSeveral('has_any_ipv4', 'Whether a text has one of several IPv4 addresses.', hasAddress),
  forSeveral(
    'has_any_ipv4_prefix',
    'Whether a text has an IPv4 address that begins with one of several prefixes.',
    hasPrefix,
  ),
];
