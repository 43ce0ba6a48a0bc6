import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';

/** A scheme, a directory up to the last slash, a name and a stream of it: each text has this form. */
const form = /^(?:([A-Za-z][\w+.-]*):\/\/)?((?:(.*)[\\/])?([^\\/:]*)(?::(.*))?)$/s;

/** What the engine makes of a file at a root, of a long path, and of a drive without a slash is not known. */
const obscure = /^(?:[A-Za-z]:)?[\\/]+[^\\/]*$|^\\\\\?\\|^[A-Za-z]:(?![\\/])|[\\/]{2}[^\\/]*$/;

/** @see https://learn.microsoft.com/kusto/query/parse-path-function */
export default scalarFunction('parse_path', {
  summary: 'Takes a file path, with slashes of either kind, apart.',
  gap: 'a file at the root, a path that begins with `\\\\?\\`, a drive without a slash, a stream of a stream',
  overloads: [overload(['string'], 'dynamic', partsOf)],
});

function partsOf(path: string): Json {
  const [, scheme = '', local, directory = '', name, stream = ''] = form.exec(path) as RegExpExecArray;
  if (obscure.test(local) || stream.includes(':'))
    raise(unsupported('parse_path', undefined, `what it makes of '${path}' is not known`));
  return {
    Scheme: scheme,
    RootPath: /^[A-Za-z]:[\\/]/.exec(local)?.[0] ?? '',
    DirectoryPath: directory,
    DirectoryName: directory.split(/[\\/]/).at(-1) as string,
    Filename: name,
    Extension: /\.([^.]*)$/.exec(name)?.[1] ?? '',
    AlternateDataStreamName: stream,
  };
}
