export { graphFunctions } from './graph-functions.js';
