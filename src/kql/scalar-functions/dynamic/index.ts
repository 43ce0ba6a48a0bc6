import type { ScalarFunction } from '../../plan/definitions.js';
import arrayConcat from './array_concat.js';
import arrayIff from './array_iff.js';
import arrayIndexOf from './array_index_of.js';
import arrayLength from './array_length.js';
import arrayReverse from './array_reverse.js';
import arraySlice from './array_slice.js';
import arraySortAsc from './array_sort_asc.js';
import arraySortDesc from './array_sort_desc.js';
import arraySplit from './array_split.js';
import arraySum from './array_sum.js';
import bagHasKey from './bag_has_key.js';
import bagKeys from './bag_keys.js';
import bagMerge from './bag_merge.js';
import bagPack from './bag_pack.js';
import bagRemoveKeys from './bag_remove_keys.js';
import dynamicToJson from './dynamic_to_json.js';
import gettype from './gettype.js';
import jaccardIndex from './jaccard_index.js';
import packArray from './pack_array.js';
import parseJson from './parse_json.js';
import range from './range.js';
import setDifference from './set_difference.js';
import setHasElement from './set_has_element.js';
import setIntersect from './set_intersect.js';
import setUnion from './set_union.js';
import treepath from './treepath.js';
import zip from './zip.js';

/** The functions on arrays and property bags. */
export const dynamicFunctions: readonly ScalarFunction[] = [
  arrayConcat,
  arrayIff,
  arrayIndexOf,
  arrayLength,
  arrayReverse,
  arraySlice,
  arraySortAsc,
  arraySortDesc,
  arraySplit,
  arraySum,
  bagHasKey,
  bagKeys,
  bagMerge,
  bagPack,
  bagRemoveKeys,
  dynamicToJson,
  gettype,
  jaccardIndex,
  packArray,
  parseJson,
  range,
  setDifference,
  setHasElement,
  setIntersect,
  setUnion,
  treepath,
  zip,
];
