import { attack } from '../../rules/index.js';

export type Tactic = (typeof attack)['tactics'][number];
export type Technique = (typeof attack)['techniques'][number];

const techniques = new Map(attack.techniques.map((technique) => [technique.id, technique]));
const retired = new Map(attack.retired.map((technique) => [technique.id, technique]));

/** The tactics of the enterprise matrix, in its order. */
export const tactics: readonly Tactic[] = attack.tactics;

/** A tactic by its ATT&CK id or its name in any spelling: `TA0001`, `InitialAccess`, `initial-access`. */
export function findTactic(text: string): Tactic | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return tactics.find((tactic) => plain(tactic.id) === plain(text) || plain(tactic.name) === plain(text));
}

/** A technique by its id; a retired one names the technique that took its place. */
export function findTechnique(
  id: string,
):
  | { readonly id: string; readonly name: string; readonly tactics: readonly string[]; readonly by?: string }
  | undefined {
  const wanted = id.toUpperCase();
  const old = retired.get(wanted);
  return techniques.get(wanted) ?? (old && { ...old, tactics: [] });
}

/** The techniques of a tactic, without sub-techniques, by name. */
export function techniquesOf(tactic: Tactic): readonly Technique[] {
  return attack.techniques
    .filter((technique) => !technique.id.includes('.') && technique.tactics.includes(tactic.name))
    .sort((left, right) => left.name.localeCompare(right.name, 'en'));
}

/** The sub-techniques of a technique, by id. */
export function subTechniquesOf(id: string): readonly Technique[] {
  return attack.techniques.filter((technique) => technique.id.startsWith(`${id}.`));
}
