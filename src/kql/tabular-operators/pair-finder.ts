/** The rows of one side of a join by the id of their key: those of a group lie from its start to the next one's. */
export interface RowsByGroup {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Gives the pairs of left and right rows, some at a time. */
export class PairFinder {
  private row = 0;
  /** Where in its group the row goes on; -1 at its beginning. */
  private at = -1;

  /**
   * @param groups the group of each left row, -1 where the right side has none
   * @param alone whether a left row without a partner counts: its right row is -1
   * @param taken the groups that have had their row, where each may have one
   */
  constructor(
    private readonly groups: Int32Array,
    private readonly right: RowsByGroup,
    private readonly alone: boolean,
    private readonly taken: Uint8Array | undefined,
  ) {}

  /** The most pairs that there can be. */
  most(): number {
    const { groups, right } = this;
    let most = 0;
    for (let row = 0; row < groups.length; row++)
      most += groups[row] < 0 ? 1 : right.starts[groups[row] + 1] - right.starts[groups[row]];
    return most;
  }

  /** Writes the next pairs, and tells how many: fewer than there is room for at the end. */
  next(leftRows: Int32Array, rightRows: Int32Array): number {
    const { groups, alone, taken } = this;
    const { rows, starts } = this.right;
    const room = leftRows.length;
    let { row, at } = this;
    let count = 0;
    for (; row < groups.length; row++) {
      const group = groups[row];
      if (group < 0) {
        if (!alone) continue;
        if (count === room) break;
        leftRows[count] = row;
        rightRows[count++] = -1;
        continue;
      }
      if (taken !== undefined && at < 0) {
        if (taken[group] === 1) continue;
        taken[group] = 1;
      }
      const end = starts[group + 1];
      if (at < 0) at = starts[group];
      for (; at < end && count < room; at++) {
        leftRows[count] = row;
        rightRows[count++] = rows[at];
      }
      if (at < end) break;
      at = -1;
    }
    this.row = row;
    this.at = at;
    return count;
  }
}
