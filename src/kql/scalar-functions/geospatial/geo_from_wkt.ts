import type { Json } from '../../types/value.js';
import { geoFunction, unsettled } from './geo-function.js';
import { real } from './geojson.js';

/** @see https://learn.microsoft.com/kusto/query/geo-from-wkt-function */
export default geoFunction('geo_from_wkt', {
  summary: 'Well-known text of a geometry as GeoJSON.',
  gap: 'empty geometries, and heights and measures',
  parameters: ['string'],
  result: 'dynamic',
  of(text) {
    const reader = new Reader(text);
    const geometry = reader.geometry();
    return reader.atEnd ? geometry : null;
  },
});

/** How deep the coordinates of each geometry nest: a position, a list of them, a list of lists. */
const shapes: Readonly<Record<string, readonly [name: string, depth: number]>> = {
  POINT: ['Point', 0],
  LINESTRING: ['LineString', 1],
  POLYGON: ['Polygon', 2],
  MULTIPOINT: ['MultiPoint', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
};

/** Reads well-known text; what is none gives undefined. */
class Reader {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(text: string) {
    this.tokens = text.match(/[(),]|[^\s(),]+/g) ?? [];
  }

  get atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  geometry(): Json | undefined {
    const name = this.tokens[this.at++]?.toUpperCase();
    if (name === undefined) return undefined;
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined && name !== 'GEOMETRYCOLLECTION') return undefined;
    if (/^(EMPTY|Z|M|ZM)$/i.test(this.tokens[this.at] ?? '')) unsettled('an empty geometry, and one with heights');
    if (shape === undefined) {
      const geometries = this.list(() => this.geometry());
      return geometries && { type: 'GeometryCollection', geometries };
    }
    const [type, depth] = shape;
    const coordinates = depth === 0 ? this.inBrackets(() => this.position()) : this.nested(depth, type);
    return coordinates && { type, coordinates };
  }

  private nested(depth: number, type: string): Json[] | undefined {
    return this.list(() => {
      if (depth > 1) return this.nested(depth - 1, type);
      const bracketed = type === 'MultiPoint' && this.tokens[this.at] === '(';
      return bracketed ? this.inBrackets(() => this.position()) : this.position();
    });
  }

  private list(item: () => Json | undefined): Json[] | undefined {
    return this.inBrackets(() => {
      const items: Json[] = [];
      do {
        const next = item();
        if (next === undefined) return undefined;
        items.push(next);
      } while (this.takes(','));
      return items;
    });
  }

  private inBrackets<T>(inner: () => T | undefined): T | undefined {
    if (!this.takes('(')) return undefined;
    const value = inner();
    return value !== undefined && this.takes(')') ? value : undefined;
  }

  private position(): Json | undefined {
    const numbers: Json[] = [];
    while (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(this.tokens[this.at] ?? ''))
      numbers.push(real(Number(this.tokens[this.at++])));
    if (numbers.length > 2) unsettled('positions with heights');
    return numbers.length === 2 ? numbers : undefined;
  }

  private takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }
}
