/** The largest file that is read as a rule file. */
export const MAX_RULE_FILE_BYTES = 1024 * 1024;

/** How many YAML aliases one file may use. */
export const MAX_ALIASES = 100;

/** How many problems of one file are told. */
export const MAX_PROBLEMS = 100;

/** The longest text that is worth trying to repair, since every try parses it anew. */
export const MAX_REPAIRED_LENGTH = 128 * 1024;
