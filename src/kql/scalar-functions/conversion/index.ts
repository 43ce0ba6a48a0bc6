import tobool from './tobool.js';
import todatetime from './todatetime.js';
import todecimal from './todecimal.js';
import todouble from './todouble.js';
import toguid from './toguid.js';
import tohex from './tohex.js';
import toint from './toint.js';
import tolong from './tolong.js';
import tostring from './tostring.js';
import totimespan from './totimespan.js';

/** The functions that convert a value to a type. */
export const conversionFunctions = [
  tobool,
  todatetime,
  todecimal,
  todouble,
  toguid,
  tohex,
  toint,
  tolong,
  tostring,
  totimespan,
];
