import type { Catalog } from '../../corpus/index.js';
import { findTechnique } from '../helpers/attack.js';
import { quantity } from '../helpers/words.js';
import { type CoverageQuery, countTechniques, coveredRules } from './coverage.js';

const attackVersion = '18';
const colors = ['#e2f1f1', '#89c6cb', '#084750'];

/** The coverage as a layer file of the ATT&CK Navigator, format 4.5: a technique's score is the number of its rules. */
export function navigatorLayer(catalog: Catalog, query: CoverageQuery): object {
  const rules = coveredRules(catalog, query);
  const counts = [...countTechniques(rules)]
    .filter(([id]) => findTechnique(id) !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const filter = [
    query.table && `table ${query.table}`,
    query.severity && `severity ${query.severity} or worse`,
  ].filter(Boolean);
  return {
    name: 'Telltale coverage',
    versions: { attack: attackVersion, navigator: '5.1.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: [`${quantity(rules.length, 'rule')} of ${catalog.stats.rules}`, ...filter].join(', '),
    sorting: 3,
    hideDisabled: false,
    techniques: counts.map(([id, score]) => ({
      techniqueID: id,
      score,
      comment: quantity(score, 'rule'),
      enabled: true,
      showSubtechniques: false,
    })),
    gradient: { colors, minValue: 0, maxValue: Math.max(1, ...counts.map(([, score]) => score)) },
    legendItems: [],
    metadata: [],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
  };
}
