import { sep } from 'node:path';

/** What each ingested folder is called: its name, with as many of the folders above it as tell it from the others. */
export function sourceNames(roots: readonly string[]): readonly string[] {
  const all = [...new Set(roots)].map(foldersOf);
  return roots.map((root) => {
    const own = foldersOf(root);
    const ends = own.map((_, place) => own.slice(-place - 1).join('/'));
    const alone = (end: string) =>
      all.filter((other) => other.slice(-end.split('/').length).join('/') === end).length === 1;
    return ends.find(alone) ?? root;
  });
}

function foldersOf(root: string): string[] {
  return root.split(sep).filter((part) => part !== '');
}
