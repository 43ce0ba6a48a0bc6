import type { ScalarFunction } from '../../plan/definitions.js';
import arrayConcat from './array_concat.js';
import arrayIff from './array_iff.js';
import arrayIndexOf from './array_index_of.js';
import arrayLength from './array_length.js';
import arrayReverse from './array_reverse.js';
import arrayRotateLeft from './array_rotate_left.js';
import arrayRotateRight from './array_rotate_right.js';
import arrayShiftLeft from './array_shift_left.js';
import arrayShiftRight from './array_shift_right.js';
import arraySlice from './array_slice.js';
import arraySortAsc from './array_sort_asc.js';
import arraySortDesc from './array_sort_desc.js';
import arraySplit from './array_split.js';
import arraySum from './array_sum.js';
import bagHasKey from './bag_has_key.js';
import bagKeys from './bag_keys.js';
import bagMerge from './bag_merge.js';
import bagPack from './bag_pack.js';
import bagPackColumns from './bag_pack_columns.js';
import bagRemoveKeys from './bag_remove_keys.js';
import bagSetKey from './bag_set_key.js';
import bagZip from './bag_zip.js';
import columnNamesOf from './column_names_of.js';
import dynamicToJson from './dynamic_to_json.js';
import gettype from './gettype.js';
import jaccardIndex from './jaccard_index.js';
import packAll from './pack_all.js';
import packArray from './pack_array.js';
import parseJson from './parse_json.js';
import range from './range.js';
import setDifference from './set_difference.js';
import setEquals from './set_equals.js';
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
  arrayRotateLeft,
  arrayRotateRight,
  arrayShiftLeft,
  arrayShiftRight,
  arraySlice,
  arraySortAsc,
  arraySortDesc,
  arraySplit,
  arraySum,
  bagHasKey,
  bagKeys,
  bagMerge,
  bagPack,
  bagPackColumns,
  bagRemoveKeys,
  bagSetKey,
  bagZip,
  columnNamesOf,
  dynamicToJson,
  gettype,
  jaccardIndex,
  packAll,
  packArray,
  parseJson,
  range,
  setDifference,
  setEquals,
  setHasElement,
  setIntersect,
  setUnion,
  treepath,
  zip,
];
