import type { ApiDocument, Endpoint, Schema } from './api-document.js';

const ID = /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/;
const SUMMARY = /^[A-Z].{4,140}[^.]$/;
const SCHEMA_NAME = /^[A-Z][A-Za-z0-9]*$/;
const REF = '#/components/schemas/';
const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'];
const NO_BODY = ['get', 'delete', 'head'];

interface Named {
  at: string;
  path: string;
  method: string;
  endpoint: Endpoint;
}

const operationsOf = ({ paths }: ApiDocument): Named[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, endpoint]) => ({
      at: `${method.toUpperCase()} ${path}`,
      ...{ path, method, endpoint },
    })),
  );

/** The faults whose condition holds. */
const faultsIf = (conditions: readonly (readonly [isFault: boolean, fault: string])[]): string[] =>
  conditions.filter(([isFault]) => isFault).map(([, fault]) => fault);

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** An input without a bound costs its reader as much as the sender wants. */
const isUnbounded = (schema: Schema): boolean => {
  const types = [schema.type ?? []].flat();
  const isFreeText =
    types.includes('string') &&
    schema.enum === undefined &&
    schema.const === undefined &&
    schema.maxLength === undefined &&
    schema.pattern === undefined &&
    !('format' in schema);
  return isFreeText || (types.includes('array') && schema.maxItems === undefined);
};

function schemaFaults(schema: Schema, at: string, isInput: boolean): string[] {
  const types = [schema.type ?? []].flat();
  const unknown = (schema.required ?? []).filter((name) => schema.properties?.[name] === undefined);
  const own = faultsIf([
    [types.some((type) => !TYPES.includes(type)), `${at} has the type ${types.join(', ')}`],
    [
      types.includes('array') && schema.items === undefined && !('prefixItems' in schema),
      `${at} has no items`,
    ],
    ['nullable' in schema, `${at} is nullable as in OpenAPI 3.0`],
    [unknown.length > 0, `${at} requires ${unknown.join(', ')}, which it has not`],
    [isInput && isUnbounded(schema), `${at} is unbounded`],
    [
      (schema.minLength ?? 0) > (schema.maxLength ?? Number.POSITIVE_INFINITY) ||
        (schema.minimum ?? Number.NEGATIVE_INFINITY) > (schema.maximum ?? Number.POSITIVE_INFINITY),
      `${at} can have no value`,
    ],
  ]);
  const inner: [string, Schema][] = [
    ...Object.entries(schema.properties ?? {}).map(([name, each]): [string, Schema] => [
      `${at}.${name}`,
      each,
    ]),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((each): [string, Schema] => [at, each]),
  ];
  if (schema.items) inner.push([`${at}[]`, schema.items]);
  if (typeof schema.additionalProperties === 'object') inner.push([`${at}.*`, schema.additionalProperties]);
  return [...own, ...inner.flatMap(([where, each]) => schemaFaults(each, where, isInput))];
}

function parameterFaults({ at, path, endpoint: { parameters = [] } }: Named): string[] {
  const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return [
    ...named.filter((name) => !inPath.includes(name)).map((name) => `${at}: {${name}} is not described`),
    ...inPath.filter((name) => !named.includes(name)).map((name) => `${at}: ${name} is not in the path`),
    ...repeated(parameters.map((each) => `${each.in} ${each.name}`)).map((name) => `${at}: ${name} twice`),
    ...parameters.flatMap(({ in: place, name, required, description, schema }) => [
      ...faultsIf([
        [!description, `${at}: parameter ${name} has no description`],
        [place === 'path' && required !== true, `${at}: ${name} is part of the path and not required`],
      ]),
      ...(place === 'header' ? [] : schemaFaults(schema, `${at}: parameter ${name}`, true)),
    ]),
  ];
}

function answerFaults({ at, endpoint: { responses } }: Named): string[] {
  const statuses = Object.keys(responses);
  const problem = responses.default;
  return faultsIf([
    [
      statuses.filter((status) => /^2\d\d$/.test(status)).length !== 1,
      `${at} has not one answer that is good`,
    ],
    [problem?.content?.['application/problem+json'] === undefined, `${at} says nothing of its problems`],
    [!/`[a-z-]+`/.test(problem?.description ?? ''), `${at} names no code of a problem`],
    [responses[204]?.content !== undefined, `${at} has content in its 204`],
    [
      statuses.some((status) => status !== '204' && responses[status]?.content === undefined),
      `${at} has an answer without content`,
    ],
  ]);
}

function operationFaults(each: Named, document: ApiDocument): string[] {
  const { at, method, endpoint } = each;
  const { operationId = '', summary = '', tags = [], security = [], requestBody } = endpoint;
  const [tag = ''] = tags;
  const about = document.tags?.find(({ name }) => name === tag)?.description ?? '';
  const schemes = Object.keys(document.components.securitySchemes ?? {});
  const unknown = security.flatMap((one) => Object.keys(one)).filter((name) => !schemes.includes(name));
  return [
    ...faultsIf([
      [!ID.test(operationId), `${at} has the operationId '${operationId}', which is no family.verb`],
      [
        !SUMMARY.test(summary),
        `${at} has the summary '${summary}', which is no sentence without its full stop`,
      ],
      [tags.length !== 1 || about === '', `${at} has a tag without a description: ${tags.join(', ')}`],
      [unknown.length > 0, `${at} wants ${unknown.join(', ')}, which is no scheme`],
      [NO_BODY.includes(method) && requestBody !== undefined, `${at} wants a body`],
    ]),
    ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
      schemaFaults(schema, `${at}: body`, true),
    ),
    ...parameterFaults(each),
    ...answerFaults(each),
  ];
}

/** Names of the schemas that a value refers to. */
const refsIn = (value: unknown): string[] =>
  [...JSON.stringify(value ?? null).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);

/** Schemas that a body is made of, those of its fields included. */
function inputSchemas(document: ApiDocument): Set<string> {
  const { schemas } = document.components;
  const found = new Set<string>();
  const follow = (value: unknown) => {
    for (const ref of refsIn(value)) {
      const name = ref.slice(REF.length);
      if (found.has(name)) continue;
      found.add(name);
      follow(schemas[name]);
    }
  };
  for (const { endpoint } of operationsOf(document)) follow(endpoint.requestBody);
  return found;
}

function componentFaults(document: ApiDocument): string[] {
  const { schemas } = document.components;
  const refs = new Set(refsIn(document));
  const inputs = inputSchemas(document);
  return [
    ...[...refs]
      .filter((ref) => !ref.startsWith(REF) || schemas[ref.slice(REF.length)] === undefined)
      .map((ref) => `${ref} leads nowhere`),
    ...Object.entries(schemas).flatMap(([name, schema]) => [
      ...faultsIf([
        [!SCHEMA_NAME.test(name), `${name} is no name of a schema`],
        [!refs.has(REF + name), `${name} is used by nothing`],
      ]),
      ...schemaFaults(schema, name, inputs.has(name)),
    ]),
  ];
}

/** What is wrong with an OpenAPI document for readers and for generators of clients. */
export function documentFaults(document: ApiDocument): string[] {
  const operations = operationsOf(document);
  const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
  return [
    ...repeated(operations.map(({ endpoint }) => endpoint.operationId ?? '')).map(
      (id) => `${id} is twice there`,
    ),
    ...repeated(shapes).map((shape) => `${shape} is two paths`),
    ...operations.flatMap((each) => operationFaults(each, document)),
    ...componentFaults(document),
  ];
}
