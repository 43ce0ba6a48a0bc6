import type { ScalarType } from '../kql/index.js';

/** A constant of the query; times are ticks, whole numbers too large for a double are digits. */
export interface Constant {
  readonly type: ScalarType;
  readonly value: unknown;
}

/** What a value must be, or with `not` must not be. */
export interface Goal {
  readonly is:
    | 'eq'
    | 'in'
    | 'lt'
    | 'le'
    | 'gt'
    | 'ge'
    | 'contains'
    | 'has'
    | 'hasprefix'
    | 'hassuffix'
    | 'startswith'
    | 'endswith'
    | 'regex'
    | 'empty'
    | 'length'
    | 'cidr'
    | 'private'
    | 'hour'
    | 'weekday';
  readonly values: readonly Constant[];
  readonly cased?: boolean;
  readonly not?: boolean;
}

/** A text made of fixed parts and of values. */
export interface Template {
  readonly parts: readonly (string | Slot)[];
  /** What the text has to match, whatever the values are. */
  readonly pattern?: string;
}

/** A way of making the rule fire that leads nowhere. */
export class DeadEnd extends Error {}

/** A value of a made-up record that is not chosen yet, with all that is known of it. */
export class Slot {
  private twin: Slot | undefined;
  type: ScalarType | undefined;
  goals: Goal[] = [];
  templates: Template[] = [];
  /** The members of an object and the elements of an array, by name or place. */
  members = new Map<string | number, Slot>();
  /** Whether it is compared with what was put into lower or upper case. */
  folded = false;
  /** Whether it is an object or array that the record holds as text. */
  isText = false;
  /** Whether it is an object that the record holds as XML. */
  isXml = false;
  /** The value of each copy, once it is chosen. */
  readonly chosen = new Map<number, unknown>();
  /** Texts between which `split` cuts it. */
  delimiter: string | undefined;

  /** What a function of the query takes it for. */
  hint: ScalarType | undefined;
  /** Gives elements that are not made otherwise. */
  grow: (() => Slot | undefined) | undefined;
  /** A value that suits where nothing else is asked. */
  example: string | undefined;

  constructor(readonly name: string) {}

  /** The slot that stands for all that must be equal to this one. */
  get self(): Slot {
    return this.twin === undefined ? this : this.twin.self;
  }

  add(goal: Goal): void {
    this.self.goals.push(goal);
    this.handDown(goal);
  }

  /** Makes it a text that is cut; false where it is cut at other places already. */
  cutAt(delimiter: string): boolean {
    const { self } = this;
    if (self.delimiter === undefined) {
      self.delimiter = delimiter;
      for (const goal of self.goals) self.handDown(goal);
    }
    return self.delimiter === delimiter;
  }

  /** How a text that is cut begins and ends is for its first and last part. */
  private handDown(goal: Goal): void {
    const { delimiter } = this.self;
    const place = goal.is === 'startswith' ? 0 : goal.is === 'endswith' ? -1 : undefined;
    if (delimiter === undefined || place === undefined || goal.not) return;
    if (!goal.values.some(({ value }) => String(value).includes(delimiter))) this.member(place).add(goal);
  }

  member(name: string | number): Slot {
    const { members } = this.self;
    const known =
      members.get(name) ?? this.self.grow?.() ?? new Slot(typeof name === 'string' ? name : `${this.name}${name}`);
    if (!members.has(name) && this.self.delimiter !== undefined) {
      const values = [{ type: 'string', value: this.self.delimiter }] as const;
      known.add({ is: 'contains', values, cased: true, not: true });
    }
    members.set(name, known);
    return known;
  }

  /** The slot and those that it is made of. */
  within(): Slot[] {
    const { members, templates } = this.self;
    const parts = templates.flatMap((template) => template.parts.filter((part) => part instanceof Slot));
    return [this.self, ...[...members.values(), ...parts].flatMap((slot) => slot.within())];
  }

  /** Makes two slots one. */
  unite(other: Slot): void {
    const [one, two] = [this.self, other.self];
    if (one === two) return;
    one.type ??= two.type;
    one.goals.push(...two.goals);
    one.templates.push(...two.templates);
    one.folded ||= two.folded;
    one.isText ||= two.isText;
    one.isXml ||= two.isXml;
    one.delimiter ??= two.delimiter;
    one.example ??= two.example;
    one.hint ??= two.hint;
    one.grow ??= two.grow;
    two.twin = one;
    for (const [name, slot] of two.members) {
      const mine = one.members.get(name);
      if (mine === undefined) one.members.set(name, slot);
      else mine.unite(slot);
    }
  }
}
