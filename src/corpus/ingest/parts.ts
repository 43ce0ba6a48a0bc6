import type { Rule } from '../../rules/index.js';
import type { AttackRow, RuleSummary } from '../model.js';
import type { StoredUse } from '../store/state.js';

/** What a part learns of each rule. */
export interface PartEntry {
  readonly summary: RuleSummary;
  readonly declaration: Rule;
  readonly attack: readonly AttackRow[];
  readonly uses: readonly StoredUse[];
}

/** Something that another room derives from all rules and has stored with them, such as the word index. */
export interface StorePart {
  readonly name: string;
  begin(): { add(entry: PartEntry): void; finish(): Uint8Array };
}
