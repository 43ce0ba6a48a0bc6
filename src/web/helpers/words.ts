/** A number as people read it: `2,847`. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number with its noun: `1 rule`, `2,847 rules`. */
export function quantity(value: number, one: string, several = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : several}`;
}

/** Names in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A text of at most so many characters, with an ellipsis where it goes on. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}\u2026` : text;
}

/** An ATT&CK tactic as people write it: `InitialAccess` is Initial Access. */
export function tacticTitle(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ And /g, ' and ');
}

const clock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A time as the pages print it: `24 Nov 2026, 03:10 UTC`. */
export function moment(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${clock.format(time)} UTC`;
}
