import type { Catalog, Relation, RuleModel } from '../../corpus/index.js';
import { link } from './link.js';
import { quantity, shortened } from './words.js';

/** Another rule that relates to the one of the page. */
export interface RelatedRule {
  readonly name: string;
  readonly href: string;
  readonly how: string;
  /** What makes the difference. */
  readonly difference: readonly string[];
}

const listedAtMost = 20;
const differencesShown = 5;

const inWords: Readonly<Record<Relation['is'], string>> = {
  identical: 'has the same query',
  'same-id': 'declares the same id',
  'same-name': 'has the same name',
  equivalent: 'lets through the same records',
  broader: 'lets through all records that this rule does, and more',
  narrower: 'lets through only records that this rule does, and fewer',
  'near-duplicate': 'looks for nearly the same',
};

/** The rules that are proved to relate to a rule, with what makes the difference. */
export function relatedTo(catalog: Catalog, { relations }: RuleModel): RelatedRule[] {
  return relations.slice(0, listedAtMost).map((relation) => ({
    name: catalog.summary(relation.slug)?.name ?? relation.slug,
    href: link.rule(relation.slug),
    how: inWords[relation.is],
    difference: differenceOf(relation),
  }));
}

function differenceOf(relation: Relation): string[] {
  switch (relation.is) {
    case 'broader':
      if (relation.difference.length === 0) return ['does not ask conditions that compare no field with a constant'];
      return some(relation.difference.map((text) => `does not ask ${shortened(text, 120)}`));
    case 'narrower':
      if (relation.difference.length === 0) return ['asks conditions that compare no field with a constant'];
      return some(relation.difference.map((text) => `asks ${shortened(text, 120)}`));
    case 'near-duplicate':
      return [
        `${quantity(relation.shared, 'indicator')} in common`,
        ...some(relation.here.map((use) => `only here: ${use.field} ${shortened(String(use.value ?? use.kind), 80)}`)),
        ...some(
          relation.there.map((use) => `only there: ${use.field} ${shortened(String(use.value ?? use.kind), 80)}`),
        ),
      ];
    default:
      return [];
  }
}

function some(texts: readonly string[]): string[] {
  const more = texts.length - differencesShown;
  return more > 0 ? [...texts.slice(0, differencesShown), `and ${more} more`] : [...texts];
}
