import type { NextFunction, Request, Response } from 'express';
import type { Catalog } from '../corpus/index.js';
import { moment, number, quantity } from './helpers/words.js';
import { one } from './query.js';
import type { Section } from './respond.js';

/** The themes of the site; `auto` follows the system. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const sections: readonly {
  readonly section: Section;
  readonly name: string;
  readonly href: string;
  readonly under: RegExp;
}[] = [
  { section: 'rules', name: 'Rules', href: '/rules', under: /^\/rules/ },
  { section: 'indicators', name: 'Indicators', href: '/indicators', under: /^\/(indicators|fields)/ },
  { section: 'coverage', name: 'ATT&CK', href: '/coverage', under: /^\/(coverage|tactics|techniques)/ },
  { section: 'tables', name: 'Tables', href: '/tables', under: /^\/tables/ },
];

/** The theme a client chose, from its cookie. */
function themeOf(request: Request): Theme {
  const found = /(?:^|;\s*)theme=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  return themes.find((theme) => theme === found) ?? 'auto';
}

/** Gives every view what stands around its content. */
export function frame(catalog: Catalog, assets: Readonly<Record<string, string>>) {
  const facts = {
    rules: quantity(catalog.stats.rules, 'rule'),
    ingested: moment(catalog.stats.ingestedAt),
    ingestedAt: catalog.stats.ingestedAt,
    problems: number(catalog.problems.length),
    assets,
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    const theme = themeOf(request);
    response.locals.site = {
      ...facts,
      theme: theme === 'auto' ? undefined : theme,
      themes: themes.map((value) => ({
        value,
        title: value[0].toUpperCase() + value.slice(1),
        pressed: String(value === theme),
      })),
      nav: sections.map(({ name, href, under }) => ({ name, href, current: under.test(request.path) })),
      words: request.path === '/search' ? one(request, 'q') : undefined,
      back: request.method === 'GET' ? request.originalUrl : request.path.replace(/\/evaluate$/, ''),
    };
    next();
  };
}
