const middle = 32;
const widest = 22;

/** Half the width of the thread for a number of rows: a hair for none, never quite a hair for some. */
function half(rows: number, most: number): number {
  if (rows <= 0) return 0.3;
  return Math.max(1.5, Math.round((100 * (widest * rows)) / Math.max(most, 1)) / 100);
}

/** The outline, in a box of 64 by 100, of a thread that narrows from the rows that came in to those that went out. */
export function threadPath(rowsIn: number, rowsOut: number, most: number): string {
  const above = half(rowsIn, most);
  const below = half(rowsOut, most);
  return `M${middle - above} 0H${middle + above}L${middle + below} 60V100H${middle - below}V60z`;
}
