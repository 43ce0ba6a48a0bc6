import equalInAnyCase from './=~.js';
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
import notContains from './not-contains.js';
import notContainsCs from './not-contains_cs.js';
import notEndswith from './not-endswith.js';
import notEndswithCs from './not-endswith_cs.js';
import notEqualInAnyCase from './not-equals.js';
import notHas from './not-has.js';
import notHasCs from './not-has_cs.js';
import notHasprefix from './not-hasprefix.js';
import notHasprefixCs from './not-hasprefix_cs.js';
import notHassuffix from './not-hassuffix.js';
import notHassuffixCs from './not-hassuffix_cs.js';
import notInList from './not-in.js';
import notInInAnyCase from './not-in~.js';
import notStartswith from './not-startswith.js';
import notStartswithCs from './not-startswith_cs.js';
import startswith from './startswith.js';
import startswithCs from './startswith_cs.js';

/** The operators on texts, and `in`. */
export const stringOperators = [
  contains,
  containsCs,
  endswith,
  endswithCs,
  equalInAnyCase,
  has,
  hasAll,
  hasAny,
  hasCs,
  hasprefix,
  hasprefixCs,
  hassuffix,
  hassuffixCs,
  inInAnyCase,
  inList,
  matchesRegex,
  notContains,
  notContainsCs,
  notEndswith,
  notEndswithCs,
  notEqualInAnyCase,
  notHas,
  notHasCs,
  notHasprefix,
  notHasprefixCs,
  notHassuffix,
  notHassuffixCs,
  notInInAnyCase,
  notInList,
  notStartswith,
  notStartswithCs,
  startswith,
  startswithCs,
];
