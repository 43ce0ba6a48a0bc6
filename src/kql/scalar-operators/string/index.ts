import equalInAnyCase from './=~.js';
import notEqualInAnyCase from './!~.js';
import notContains from './!contains.js';
import notContainsCs from './!contains_cs.js';
import notEndswith from './!endswith.js';
import notEndswithCs from './!endswith_cs.js';
import notHas from './!has.js';
import notHasCs from './!has_cs.js';
import notHasprefix from './!hasprefix.js';
import notHasprefixCs from './!hasprefix_cs.js';
import notHassuffix from './!hassuffix.js';
import notHassuffixCs from './!hassuffix_cs.js';
import notInList from './!in.js';
import notInInAnyCase from './!in~.js';
import notStartswith from './!startswith.js';
import notStartswithCs from './!startswith_cs.js';
import contains from './contains.js';
import containsCs from './contains_cs.js';
import endswith from './endswith.js';
import endswithCs from './endswith_cs.js';
import has from './has.js';
import hasAll from './has_all.js';
import hasAny from './has_any.js';
import hasCs from './has_cs.js';
import hasprefix from './hasprefix.js';
import hasprefixCs from './hasprefix_cs.js';
import hassuffix from './hassuffix.js';
import hassuffixCs from './hassuffix_cs.js';
import inList from './in.js';
import inInAnyCase from './in~.js';
import matchesRegex from './matches-regex.js';
import startswith from './startswith.js';
import startswithCs from './startswith_cs.js';

/** The operators on texts, and `in`. */
export const stringOperators = [
  notContains,
  notContainsCs,
  notEndswith,
  notEndswithCs,
  notHas,
  notHasCs,
  notHasprefix,
  notHasprefixCs,
  notHassuffix,
  notHassuffixCs,
  notInList,
  notInInAnyCase,
  notStartswith,
  notStartswithCs,
  notEqualInAnyCase,
  equalInAnyCase,
  contains,
  containsCs,
  endswith,
  endswithCs,
  has,
  hasAll,
  hasAny,
  hasCs,
  hasprefix,
  hasprefixCs,
  hassuffix,
  hassuffixCs,
  inList,
  inInAnyCase,
  matchesRegex,
  startswith,
  startswithCs,
];
