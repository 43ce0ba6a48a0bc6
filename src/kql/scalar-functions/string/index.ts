import base64DecodeToarray from './base64_decode_toarray.js';
import base64DecodeToguid from './base64_decode_toguid.js';
import base64DecodeTostring from './base64_decode_tostring.js';
import base64EncodeFromarray from './base64_encode_fromarray.js';
import base64EncodeFromguid from './base64_encode_fromguid.js';
import base64EncodeTostring from './base64_encode_tostring.js';
import countof from './countof.js';
import estimateDataSize from './estimate_data_size.js';
import extract from './extract.js';
import extractAll from './extract_all.js';
import extractJson from './extract_json.js';
import gzipCompressToBase64String from './gzip_compress_to_base64_string.js';
import gzipDecompressFromBase64String from './gzip_decompress_from_base64_string.js';
import hasAnyIndex from './has_any_index.js';
import indexof from './indexof.js';
import indexofRegex from './indexof_regex.js';
import isascii from './isascii.js';
import isempty from './isempty.js';
import isnotempty from './isnotempty.js';
import isutf8 from './isutf8.js';
import parseCsv from './parse_csv.js';
import punycodeDomainFromString from './punycode_domain_from_string.js';
import punycodeDomainToString from './punycode_domain_to_string.js';
import punycodeFromString from './punycode_from_string.js';
import punycodeToString from './punycode_to_string.js';
import replace from './replace.js';
import replaceRegex from './replace_regex.js';
import replaceString from './replace_string.js';
import replaceStrings from './replace_strings.js';
import reverse from './reverse.js';
import split from './split.js';
import strcat from './strcat.js';
import strcatArray from './strcat_array.js';
import strcatDelim from './strcat_delim.js';
import strcmp from './strcmp.js';
import stringSize from './string_size.js';
import strlen from './strlen.js';
import strrep from './strrep.js';
import substring from './substring.js';
import tolower from './tolower.js';
import toupper from './toupper.js';
import translate from './translate.js';
import trim from './trim.js';
import trimEnd from './trim_end.js';
import trimStart from './trim_start.js';
import unicodeCodepointsFromString from './unicode_codepoints_from_string.js';
import unicodeCodepointsToString from './unicode_codepoints_to_string.js';
import urlDecode from './url_decode.js';
import urlEncode from './url_encode.js';
import urlEncodeComponent from './url_encode_component.js';
import zlibCompressToBase64String from './zlib_compress_to_base64_string.js';
import zlibDecompressFromBase64String from './zlib_decompress_from_base64_string.js';

/** The functions on texts. */
export const stringFunctions = [
  base64DecodeToarray,
  base64DecodeToguid,
  base64DecodeTostring,
  base64EncodeFromarray,
  base64EncodeFromguid,
  base64EncodeTostring,
  countof,
  estimateDataSize,
  extract,
  extractAll,
  extractJson,
  gzipCompressToBase64String,
  gzipDecompressFromBase64String,
  hasAnyIndex,
  indexof,
  indexofRegex,
  isascii,
  isempty,
  isnotempty,
  isutf8,
  parseCsv,
  punycodeDomainFromString,
  punycodeDomainToString,
  punycodeFromString,
  punycodeToString,
  replace,
  replaceRegex,
  replaceString,
  replaceStrings,
  reverse,
  split,
  strcat,
  strcatArray,
  strcatDelim,
  strcmp,
  stringSize,
  strlen,
  strrep,
  substring,
  tolower,
  toupper,
  translate,
  trim,
  trimEnd,
  trimStart,
  unicodeCodepointsFromString,
  unicodeCodepointsToString,
  urlDecode,
  urlEncode,
  urlEncodeComponent,
  zlibCompressToBase64String,
  zlibDecompressFromBase64String,
];
