import type { ScalarFunction } from '../../plan/definitions.js';
import parseCommandLine from './parse_command_line.js';
import parsePath from './parse_path.js';
import parseUrl from './parse_url.js';
import parseUrlquery from './parse_urlquery.js';
import parseUserAgent from './parse_user_agent.js';
import parseVersion from './parse_version.js';
import parseXml from './parse_xml.js';
import regexQuote from './regex_quote.js';
import repeat from './repeat.js';

/** Functions that take texts apart. */
export const parsingFunctions: readonly ScalarFunction[] = [
  parseCommandLine,
  parsePath,
  parseUrl,
  parseUrlquery,
  parseUserAgent,
  parseVersion,
  parseXml,
  regexQuote,
  repeat,
];
