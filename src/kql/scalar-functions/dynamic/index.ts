import type { ScalarFunction } from '../../plan/definitions.js';
import arrayConcat from './array_concat.js';
import arrayLength from './array_length.js';
import arrayReverse from './array_reverse.js';
import bagKeys from './bag_keys.js';
import bagPack from './bag_pack.js';
import gettype from './gettype.js';
import packArray from './pack_array.js';
import parseJson from './parse_json.js';
import setHasElement from './set_has_element.js';

/** The functions on arrays and property bags. */
export const dynamicFunctions: readonly ScalarFunction[] = [
  arrayConcat,
  arrayLength,
  arrayReverse,
  bagKeys,
  bagPack,
  gettype,
  packArray,
  parseJson,
  setHasElement,
];
