import { type Captures, RRegex } from 'rregex';
import { badRegex, raise, unsupported } from '../problems.js';
import { isAscii } from './letter-case.js';
import { type NativeRegex, nativeRegex } from './regex-native.js';
import { type Prefilter, prefilterOf } from './regex-prefilter.js';

/** One match: offsets into the text in UTF-16 units, and its groups from 0, the whole; null where a group took no part. */
interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | null)[];
}

/** A compiled regular expression of the language: Rust's syntax, Unicode classes, linear time. */
export interface Regex {
  /** How many capturing groups it has, beside the whole match. */
  readonly groupCount: number;
  /** The name of each group from 0, null for one without. */
  readonly groupNames: readonly (string | null)[];
  isMatch(text: string): boolean;
  /** The first match. */
  match(text: string): RegexMatch | null;
  /** What a group of the first match holds; empty where there is none. */
  groupText(text: string, group: number): string;
  /** All matches, one behind the other. */
  matchAll(text: string): RegexMatch[];
  /** Replaces every match; in the replacement `\0` to `\9` stand for groups. */
  replaceAll(text: string, replacement: string): string;
}

const cacheSize = 256;
const cache = new Map<string, CompiledRegex>();

/**
 * Compiles a pattern, or takes it from the cache; `flags` are inline flags (`iU`). A pattern that is none raises a problem.
 * Rules still hold what the language took before it took Rust's syntax: braces that count nothing (`{abc}`), `[` in a class (`[[]`).
 */
export function compileRegex(pattern: string, flags = ''): Regex {
  const source = flags === '' ? pattern : `(?${flags})${pattern}`;
  const known = cache.get(source);
  if (known !== undefined) {
    cache.delete(source);
    cache.set(source, known);
    return known;
  }
  const compiled = new CompiledRegex(source, pattern);
  keep(compiled);
  return compiled;
}

/** What falls out of the cache frees its memory outside JavaScript's heap; whoever still holds it compiles it anew. */
function keep(compiled: CompiledRegex): void {
  cache.set(compiled.key, compiled);
  if (cache.size <= cacheSize) return;
  const [oldest] = cache;
  cache.delete(oldest[0]);
  oldest[1].release();
}

class CompiledRegex implements Regex {
  readonly groupCount: number;
  readonly groupNames: readonly (string | null)[];
  private readonly source: string;
  private readonly native: NativeRegex | undefined;
  private readonly prefilter: Prefilter | undefined;
  private plain: RRegex | null;
  private named: RRegex | null = null;

  constructor(
    readonly key: string,
    pattern: string,
  ) {
    const [source, regex] = compileLeniently(key, pattern);
    this.source = source;
    this.plain = regex;
    this.groupCount = regex.capturesLength() - 1;
    this.groupNames = regex.captureNames();
    const syntax = regex.syntax();
    this.native = nativeRegex(syntax, this.groupCount);
    this.prefilter = prefilterOf(syntax);
  }

  isMatch(text: string): boolean {
    if (this.native?.fits(text)) return this.native.regex.test(text);
    if (this.prefilter !== undefined) {
      if (!this.prefilter.test(text)) return false;
      if (this.prefilter.exact) return true;
    }
    return this.regex.isMatch(text);
  }

  match(text: string): RegexMatch | null {
    if (this.native?.fits(text)) return nativeMatch(this.native.regex, text);
    if (this.prefilter?.test(text) === false) return null;
    const captures = this.regex.captures(text);
    if (captures === undefined) return null;
    return this.isComplete(captures)
      ? located([captures], text, allGroups)[0]
      : located([this.withNames.captures(text) as Captures], text, this.groupsByName)[0];
  }

  groupText(text: string, group: number): string {
    if (this.native?.fits(text)) return this.native.regex.exec(text)?.[group] ?? '';
    return this.match(text)?.groups[group] ?? '';
  }

  matchAll(text: string): RegexMatch[] {
    if (this.prefilter?.test(text) === false) return [];
    const all = this.regex.capturesAll(text);
    return all.every((captures) => this.isComplete(captures))
      ? located(all, text, allGroups)
      : located(this.withNames.capturesAll(text), text, this.groupsByName);
  }

  replaceAll(text: string, replacement: string): string {
    if (this.prefilter?.test(text) === false) return text;
    return this.regex.replaceAll(text, ownReplacement(replacement));
  }

  release(): void {
    this.plain?.free();
    this.named?.free();
    this.plain = null;
    this.named = null;
  }

  private get regex(): RRegex {
    if (this.plain === null) {
      this.plain = new RRegex(this.source);
      keep(this);
    }
    return this.plain;
  }

  /** The library leaves groups that took no part out of its list of captures, but not out of its names: here each group has one. */
  private get withNames(): RRegex {
    this.named ??= nameGroups(this.source, this.groupNames);
    return this.named;
  }

  private isComplete(captures: Captures): boolean {
    return captures.get.length === this.groupCount + 1;
  }

  private readonly groupsByName = (captures: Captures): (string | null)[] =>
    this.groupNames.map((name, i) =>
      i === 0 ? captures.get[0].value : (captures.name[name ?? ownName(i)]?.value ?? null),
    );
}

/** A replacement in the library's words: `$$`, `${1}`; two backslashes are one. */
function ownReplacement(replacement: string): string {
  return replacement
    .replaceAll('$', '$$$$')
    .replace(/\\([\d\\])/g, (_, sign) => (sign === '\\' ? sign : `\${${sign}}`));
}

function nativeMatch(regex: RegExp, text: string): RegexMatch | null {
  const found = regex.exec(text);
  if (found === null) return null;
  // Of a group that took no part the array has undefined.
  const groups = Array.from(found, (group: string | undefined) => group ?? null);
  return { start: found.index, end: found.index + found[0].length, groups };
}

function allGroups(captures: Captures): string[] {
  return captures.get.map((group) => group.value);
}

function compileLeniently(source: string, pattern: string): [source: string, regex: RRegex] {
  try {
    return [source, new RRegex(source)];
  } catch (error) {
    const escaped = escapeAsOnce(source);
    if (escaped !== source) {
      try {
        return [escaped, new RRegex(escaped)];
      } catch {
        // The first reason is about the pattern as typed.
      }
    }
    return raise(badRegex(pattern, reasonOf(error)));
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^.*\berror: /s, '').replace(/\.\s*$/, '');
}

/**
 * Escapes what the older syntax took for itself: a brace that opens no count, an opening bracket in a class. A brace behind
 * `\p`, `\x`, `\u` or `\b` belongs to it.
 */
function escapeAsOnce(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\[pPxuUb]\{|\\.|\[:\^?[a-z]+:\]|\[\^?\]?|\]|\{\d+(?:,\d*)?\}|\{/gs, (found) => {
    if (found === '{') return inClass ? found : '\\{';
    const opens = /^\[\^?\]?$/.test(found);
    const escaped = opens && inClass ? `\\${found}` : found;
    if (opens || found === ']') inClass = opens && (!inClass || !found.endsWith(']'));
    return escaped;
  });
}

const ownName = (group: number) => `telltale_group_${group}`;

/** Gives every group without a name one. */
function nameGroups(source: string, names: readonly (string | null)[]): RRegex {
  let group = 0;
  let depth = 0;
  const named = source.replace(/\\.|\[\^?\]?|\]|\((?!\?)|\(\?P?<(?![=!])/gs, (found) => {
    if (found.startsWith('[')) depth++;
    else if (found === ']') depth = Math.max(0, depth - 1);
    else if (found.startsWith('(') && depth === 0) {
      group++;
      if (found === '(') return `(?P<${ownName(group)}>`;
    }
    return found;
  });
  const regex = new RRegex(named);
  const expected = names.map((name, i) => (i === 0 ? null : (name ?? ownName(i))));
  // A parenthesis in a comment of the verbose mode is the one thing that this does not tell from a group.
  if (regex.captureNames().join() !== expected.join()) raise(unsupported('regex (?x) with parentheses in comments'));
  return regex;
}

/** Turns the library's offsets in UTF-8 into ours. */
function located(
  all: readonly Captures[],
  text: string,
  groupsOf: (captures: Captures) => readonly (string | null)[],
): RegexMatch[] {
  if (isAscii(text))
    return all.map((captures) => ({
      start: captures.get[0].start,
      end: captures.get[0].end,
      groups: groupsOf(captures),
    }));
  const bytes = utf8.encode(text);
  let byte = 0;
  let unit = 0;
  const unitAt = (offset: number) => {
    for (; byte < offset; byte++) {
      if ((bytes[byte] & 0xc0) !== 0x80) unit += bytes[byte] >= 0xf0 ? 2 : 1;
    }
    return unit;
  };
  return all.map((captures) => ({
    start: unitAt(captures.get[0].start),
    end: unitAt(captures.get[0].end),
    groups: groupsOf(captures),
  }));
}

const utf8 = new TextEncoder();
