/** The steps of a key: the key itself, or the parts of a path such as `$.a.b` or `$['a b'].c`. */
export function keySteps(key: string): string[] {
  if (!/^\$[.[]/.test(key)) return [key];
  return [...key.matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g)].map(
    ([, plain, single, double, place]) => plain ?? single ?? double ?? place,
  );
}
