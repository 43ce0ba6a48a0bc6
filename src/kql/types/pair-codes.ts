import { NumberCodes } from './number-codes.js';

/** Two codes below this make one exact double. */
const radix = 2 ** 26;
/** A table of all possible pairs has at most so many cells, and so many for each row that was looked at. */
const mostCells = 2 ** 22;
const cellsPerRow = 16;

/** Gives pairs of codes, each counted from 0 on, codes of their own. */
export class PairCodes {
  private size = 0;
  private rows = 0;
  /** While the possible pairs are few, the code + 1 of each, in rows of `width` cells; 0 where a pair has none. */
  private table: Int32Array | undefined = new Int32Array(0);
  private width = 0;
  private readonly numbers = new NumberCodes();

  /** Puts the code of each row's pair in the place of the left one; -1 where a part of it is -1 or it has none and may get none. */
  combine(left: Int32Array, right: Int32Array, grow: boolean): void {
    if (grow) this.makeRoom(left, right);
    if (this.table === undefined) this.throughNumbers(left, right, grow);
    else this.throughTable(this.table, left, right, grow);
  }

  private throughTable(table: Int32Array, left: Int32Array, right: Int32Array, grow: boolean): void {
    const { width } = this;
    const height = width === 0 ? 0 : table.length / width;
    let { size } = this;
    for (let row = 0; row < left.length; row++) {
      const a = left[row];
      const b = right[row];
      if (a < 0 || b < 0 || a >= width || b >= height) {
        left[row] = -1;
        continue;
      }
      const at = b * width + a;
      let next = table[at];
      if (next === 0 && grow) {
        next = ++size;
        table[at] = next;
      }
      left[row] = next - 1;
    }
    this.size = size;
  }

  private throughNumbers(left: Int32Array, right: Int32Array, grow: boolean): void {
    const { numbers } = this;
    let { size } = this;
    for (let row = 0; row < left.length; row++) {
      if (left[row] < 0) continue;
      if (right[row] < 0) {
        left[row] = -1;
        continue;
      }
      const pair = left[row] * radix + right[row];
      left[row] = grow ? numbers.findOrAdd(pair, size) : numbers.find(pair);
      if (left[row] === size) size++;
    }
    this.size = size;
  }

  /** Widens the table for the codes of more rows, or gives it up when it would be too large. */
  private makeRoom(left: Int32Array, right: Int32Array): void {
    const { table } = this;
    if (table === undefined) return;
    this.rows += left.length;
    const height = this.width === 0 ? 0 : table.length / this.width;
    const width = roomFor(left, this.width);
    const needed = roomFor(right, height);
    if (width === this.width && needed === height) return;
    const fits = width * needed <= Math.min(mostCells, this.rows * cellsPerRow);
    const wider = fits ? new Int32Array(width * needed) : undefined;
    for (let b = 0; b < height; b++) {
      const known = table.subarray(b * this.width, (b + 1) * this.width);
      if (wider !== undefined) wider.set(known, b * width);
      else for (let a = 0; a < known.length; a++) if (known[a] > 0) this.numbers.findOrAdd(a * radix + b, known[a] - 1);
    }
    this.table = wider;
    this.width = width;
  }
}

/** A power of two above every code, and no less than there is room for. */
function roomFor(codes: Int32Array, room: number): number {
  let most = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] >= most) most = codes[row] + 1;
  return most <= room ? room : 2 ** Math.ceil(Math.log2(most));
}
