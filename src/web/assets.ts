import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../base/invariant.js';

/** The folder of the views: beside the compiled code's folder, however deep that lies. */
export function viewsFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'views', 'layouts'))) {
    const above = path.dirname(folder);
    invariant(above !== folder, 'the views lie beside the compiled code');
    folder = above;
  }
  return path.join(folder, 'views');
}

/** Addresses of the assets that change whenever their content does, so that browsers may keep them for good. */
export function assetAddresses(folder: string): Readonly<Record<'style' | 'script' | 'logo', string>> {
  const address = (file: string) => {
    const hash = createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex')
      .slice(0, 12);
    return `/assets/${file}?v=${hash}`;
  };
  return { style: address('telltale.css'), script: address('telltale.js'), logo: address('logo.svg') };
}
