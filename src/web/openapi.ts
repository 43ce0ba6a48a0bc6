import { schemas } from './api-schemas.js';
import type { Route } from './route.js';

const pageTypes = ['text/html', 'application/json'];

/** Describes the routes as OpenAPI 3.1, from what the routes say of themselves. */
export function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Telltale',
      version: '0.1.0',
      description: 'Detection rules taken apart, and run on posted records.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: { schemas },
  };
}

function operation(route: Route): object {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  const answers =
    route.gives ??
    (route.schema === undefined || route.method === 'get' ? pageTypes : ['application/json', 'text/html']);
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replace(/[^a-z]+(\w)/gi, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '') || 'Home'}`,
    parameters: [...inPath, ...inQuery],
    ...(route.takes === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(route.takes.map((type) => [type, { schema: bodySchema(type) }])),
          },
        }),
    responses: {
      200: {
        description: 'The answer',
        content: Object.fromEntries(answers.map((type) => [type, contentOf(type, route.schema)])),
      },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
      },
    },
  };
}

function contentOf(type: string, schema: string | undefined): object {
  // Of JSON Lines the schema describes a line.
  if (type !== 'application/json' && type !== 'application/x-ndjson') return { schema: { type: 'string' } };
  return { schema: schema === undefined ? { type: 'object' } : { $ref: `#/components/schemas/${schema}` } };
}

function bodySchema(type: string): object {
  return type === 'application/json' ? { $ref: '#/components/schemas/Records' } : { type: 'string' };
}
