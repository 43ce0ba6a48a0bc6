import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { ScalarType } from '../types/scalar-type.js';
import { piped } from './inputs.js';

/** The .NET type that the engine gives for each of its own. */
const dataTypes: Readonly<Record<ScalarType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

/** A row for each column of the input. @see https://learn.microsoft.com/kusto/query/getschema-operator */
export const bindGetSchema: OperatorBinding<'getschema'> = (syntax, given) => {
  const input = piped(given, 'getschema', syntax.span);
  if (syntax.parameters.length > 0) raise(problems.unsupported('getschema kind=', syntax.span));
  return {
    plan: {
      kind: 'datatable',
      rows: input.plan.columns.map(({ name, type }, at) => [name, at, dataTypes[type], type]),
      columns: [
        { name: 'ColumnName', type: 'string' },
        { name: 'ColumnOrdinal', type: 'int' },
        { name: 'DataType', type: 'string' },
        { name: 'ColumnType', type: 'string' },
      ],
      serialized: true,
      span: syntax.span,
    },
    open: [],
  };
};
