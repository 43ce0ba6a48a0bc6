import { tactics, techniqueById } from '../rules/index.js';
import type { AttackRow, RuleSummary } from './model.js';

/** Puts a rule's techniques under those of its tactics that they serve, tactics in the order of the matrix. */
export function attackRows({
  tactics: named,
  techniques,
}: Pick<RuleSummary, 'tactics' | 'techniques'>): readonly AttackRow[] {
  const entries = techniques.map((id) => {
    const technique = techniqueById(id);
    return { id, name: technique?.name ?? null, tactics: technique?.tactics ?? [] };
  });
  const order = new Map(tactics.map((tactic, place) => [tactic.name, place]));
  const placeOf = (tactic: string): number => order.get(tactic) ?? order.size;
  const rows: AttackRow[] = named
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((tactic) => ({ tactic, techniques: entries.filter((each) => each.tactics.includes(tactic)).map(toRow) }));
  const homeless = entries.filter((each) => !each.tactics.some((tactic) => named.includes(tactic)));
  return homeless.length === 0 ? rows : [...rows, { tactic: null, techniques: homeless.map(toRow) }];
}

function toRow({ id, name }: { id: string; name: string | null }): AttackRow['techniques'][number] {
  return { id, name };
}
