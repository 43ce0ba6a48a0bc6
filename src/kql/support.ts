import { language } from './evaluate/language.js';
import { type KnownName, microsoftNames, type Section } from './plan/known-names.js';
import { serviceBound } from './plan/service-bound.js';
import { scalarFunctions } from './scalar-functions/index.js';
import { gaps, operators, runners } from './tabular-operators/index.js';

/**
 * How far we do something of the language: `full`, `partial` (some input is refused), `service` (bound to Microsoft's service and refused
 * for that), `none` (refused, missing).
 */
export type SupportStatus = 'full' | 'partial' | 'service' | 'none';

/** A name of the language and how far we do it. */
export interface SupportEntry {
  readonly name: string;
  readonly section: Section;
  readonly status: SupportStatus;
  /** What is refused, or why all of it is. */
  readonly gap?: string;
  /** One sentence of what it does. */
  readonly summary?: string;
  /** Whether editors leave it out: it is internal or obsolete. */
  readonly hidden: boolean;
  /** What to write instead. */
  readonly alternative?: string;
}

/** What a registry says of a name that it has. */
interface Registered {
  /** The name it has first, if this one is an alias. */
  readonly name?: string;
  readonly summary?: string;
  readonly gap?: string;
  readonly refused?: 'service' | 'unknown';
}

/** The support matrix: every name that Microsoft's language or one of our registries has, by section and name. Nobody types a status. */
export function support(): readonly SupportEntry[] {
  return [...microsoftNames, ...namesOfOurOwn()]
    .map(entryOf)
    .sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section) || compare(a.name, b.name));
}

const order: readonly Section[] = ['tabular operator', 'scalar function', 'aggregation function', 'plugin'];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What the registry of a section says of a name. */
const registered: Readonly<Record<Section, (known: KnownName) => Registered | undefined>> = {
  'tabular operator': ({ name, alternative }) => operator(alternative ?? name),
  'scalar function': ({ name }) =>
    language.functions.get(name) ?? (language.tabularFunctions.has(name) ? {} : undefined),
  'aggregation function': ({ name }) => language.aggregates.get(name)?.aggregate,
  plugin: ({ name }) => language.plugins.get(name),
};

/** An operator has its binding, or, where it begins a pipeline of its own, its runner. */
function operator(name: string): Registered | undefined {
  if (!Object.hasOwn(operators, name) && !Object.hasOwn(runners, name)) return undefined;
  return Object.hasOwn(gaps, name) ? { gap: gaps[name] } : {};
}

function entryOf(known: KnownName): SupportEntry {
  const found = registered[known.section](known);
  const because = found === undefined ? serviceBound.get(known.name) : found.gap;
  const main = known.hidden && found?.name !== known.name ? found?.name : undefined;
  const alternative = known.alternative ?? main;
  return {
    name: known.name,
    section: known.section,
    status: found === undefined ? (because === undefined ? 'none' : 'service') : statusOf(found),
    hidden: known.hidden,
    ...(because !== undefined && { gap: because.replace(/[.]$/, '') }),
    ...(found?.summary !== undefined && { summary: found.summary }),
    ...(alternative !== undefined && { alternative }),
  };
}

function statusOf({ gap, refused }: Registered): SupportStatus {
  if (refused !== undefined) return refused === 'service' ? 'service' : 'none';
  return gap === undefined ? 'full' : 'partial';
}

/** What we have and Microsoft's lists do not. */
function namesOfOurOwn(): KnownName[] {
  const known = new Set(microsoftNames.map(({ section, name }) => `${section} ${name}`));
  const ours: Readonly<Partial<Record<Section, Iterable<string>>>> = {
    'scalar function': scalarFunctions.map(({ name }) => name),
    'aggregation function': language.aggregates.keys(),
    plugin: language.plugins.keys(),
  };
  return Object.entries(ours).flatMap(([section, names]) =>
    [...names]
      .filter((name) => !known.has(`${section} ${name}`))
      .map((name) => ({ name, section: section as Section, hidden: false })),
  );
}
