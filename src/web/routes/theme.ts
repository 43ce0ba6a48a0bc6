import { readForm } from '../form.js';
import { themes } from '../frame.js';
import { refusals } from '../problems.js';
import type { Route } from '../route.js';

const longest = 8192;

/** The colour theme, kept in a cookie. */
export function themeRoutes(): Route[] {
  return [
    {
      method: 'post',
      path: '/theme',
      summary: 'Chooses the colour theme and goes back',
      takes: ['application/x-www-form-urlencoded'],
      gives: ['text/html'],
      serve: async (request, response) => {
        const form = await readForm(request, longest);
        const text = form.get('theme') ?? '';
        const theme = themes.find((name) => name === text);
        if (theme === undefined) throw refusals.badField('theme', text, themes.join(', '));
        if (theme === 'auto') response.clearCookie('theme', { path: '/', sameSite: 'lax', httpOnly: true });
        else response.cookie('theme', theme, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 365 * 86_400_000 });
        response.redirect(303, ownAddress(form.get('back')));
      },
    },
  ];
}

/** An address of this site only: a form on another page must not send people elsewhere. */
function ownAddress(back: string | undefined): string {
  const base = 'http://own.invalid';
  if (back === undefined || !back.startsWith('/')) return '/';
  const address = URL.canParse(back, base) ? new URL(back, base) : undefined;
  return address?.origin === base ? address.pathname.replace(/^\/+/, '/') + address.search : '/';
}
