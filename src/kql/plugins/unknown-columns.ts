import type { ColumnDeclaration } from '../types/table.js';
import type { PluginCall } from './call.js';

/*
 * A plugin that takes its columns from open data may give columns that this data does not show: those that the query goes on to name are
 * there and null, as they are in a table.
 */

/** What such a plugin is called as a source of columns; nothing where its input is known to the last column. */
export function openSource({ input, name, span, scope }: PluginCall): readonly string[] {
  return input.open.length === 0 ? [] : [`evaluate ${name} at ${span.start} in ${scope.within ?? 'the query'}`];
}

/** The columns that the query names and the plugin does not give. */
export function assumedBeside(
  given: readonly ColumnDeclaration[],
  { binder }: PluginCall,
  open: readonly string[],
): ColumnDeclaration[] {
  const names = new Set(given.map(({ name }) => name));
  return open.flatMap((source) => binder.assumptions.columnsOf(source)).filter(({ name }) => !names.has(name));
}
