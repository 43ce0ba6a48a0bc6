import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOMS = ['base', 'kql', 'rules', 'analysis', 'corpus', 'search'];

/** A hash of the code whose results a store keeps: what another version read is read anew. */
export function toolHash(): string {
  const hash = createHash('sha256');
  const home = fileURLToPath(new URL('../../', import.meta.url));
  for (const room of ROOMS) addFolder(hash, join(home, room));
  for (let folder = home; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return hash.update(readFileSync(manifest)).digest('hex');
    if (folder === dirname(folder)) return hash.digest('hex');
  }
}

function addFolder(hash: ReturnType<typeof createHash>, folder: string): void {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else if (/\.(js|json)$/.test(entry.name)) hash.update(entry.name).update(readFileSync(path));
  }
}
