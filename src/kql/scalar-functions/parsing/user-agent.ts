import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { load } from 'js-yaml';

const require = createRequire(import.meta.url);

/** A pattern of the uap-core project, and the texts that replace its groups. */
type Entry = Readonly<Record<string, string | undefined>>;

/** What a list of patterns tells of a user agent: the names of its fields, each with the key of its replacement. */
interface Part {
  readonly list: string;
  readonly fields: readonly (readonly [name: string, replacement: string, group: number])[];
}

/** The parts by the names by which a query asks for them. */
export const parts = {
  browser: {
    name: 'Browser',
    list: 'user_agent_parsers',
    fields: [
      ['Family', 'family_replacement', 1],
      ['MajorVersion', 'v1_replacement', 2],
      ['MinorVersion', 'v2_replacement', 3],
      ['Patch', 'v3_replacement', 4],
    ],
  },
  os: {
    name: 'OperatingSystem',
    list: 'os_parsers',
    fields: [
      ['Family', 'os_replacement', 1],
      ['MajorVersion', 'os_v1_replacement', 2],
      ['MinorVersion', 'os_v2_replacement', 3],
      ['Patch', 'os_v3_replacement', 4],
      ['PatchMinor', 'os_v4_replacement', 5],
    ],
  },
  device: {
    name: 'Device',
    list: 'device_parsers',
    fields: [
      ['Family', 'device_replacement', 1],
      ['Brand', 'brand_replacement', 0],
      ['Model', 'model_replacement', 1],
    ],
  },
} as const satisfies Record<string, Part & { name: string }>;

/** The patterns of one version of uap-core, read and compiled when they are first needed. */
export class UserAgentPatterns {
  private readonly lists = new Map<string, { readonly entry: Entry; readonly regex: RegExp }[]>();

  private constructor(private readonly file: string) {}

  /** Of the last version that is published, and of the first, of 2018. */
  static readonly newest = new UserAgentPatterns(require.resolve('uap-core/regexes.yaml'));
  static readonly oldest = new UserAgentPatterns(require.resolve('uap-core-2018/regexes.yaml'));

  /** What the first pattern that matches tells, as uap-core's specification has it; a field that it does not tell is empty. */
  read(userAgent: string, { list, fields }: Part): Record<string, string> {
    for (const { entry, regex } of this.patterns(list)) {
      const groups = regex.exec(userAgent);
      if (groups === null) continue;
      return Object.fromEntries(
        fields.map(([name, key, group]) => [name, filled(entry[key] ?? (group > 0 ? `$${group}` : ''), groups)]),
      );
    }
    return Object.fromEntries(fields.map(([name], i) => [name, i === 0 ? 'Other' : '']));
  }

  private patterns(list: string) {
    if (this.lists.size === 0) {
      const lists = load(readFileSync(this.file, 'utf8')) as Record<string, Entry[]>;
      for (const [name, entries] of Object.entries(lists))
        this.lists.set(
          name,
          entries.map((entry) => ({ entry, regex: new RegExp(String(entry.regex), entry.regex_flag) })),
        );
    }
    return this.lists.get(list) ?? [];
  }
}

function filled(template: string, groups: RegExpExecArray): string {
  return template.replace(/\$(\d)/g, (_, group) => groups[group] ?? '').trim();
}
