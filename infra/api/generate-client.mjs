// Writes the typed client's types and routes from the OpenAPI document of what was built.
// `--check` writes nothing and fails when what is there differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '#api';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = join(root, 'libs/client/src/api/generated/operations.ts');
const REF = '#/components/schemas/';

function typeOf(schema) {
  if (schema === undefined) return 'undefined';
  if (schema.$ref) return schema.$ref.slice(REF.length);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  if (schema.type === 'array') return `(${typeOf(schema.items)})[]`;
  if (schema.type === 'object') return objectType(schema);
  return (
    { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }[
      schema.type
    ] ?? 'unknown'
  );
}

function objectType({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      `${name}${required.includes(name) ? '' : '?'}: ${typeOf(field)}${required.includes(name) ? '' : ' | undefined'};`,
  );
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  return typeof additionalProperties === 'object'
    ? `Record<string, ${typeOf(additionalProperties)}>`
    : 'Record<string, never>';
}

const parametersIn = (operation, place) => ({
  properties: Object.fromEntries(
    operation.parameters.filter((each) => each.in === place).map((each) => [each.name, each.schema]),
  ),
  required: operation.parameters
    .filter((each) => each.in === place && each.required)
    .map((each) => each.name),
});

function operationLine(operation) {
  const { content } = operation.requestBody ?? {};
  const isFile = content !== undefined && content['application/json'] === undefined;
  const [, success] = Object.entries(operation.responses)[0];
  const answer = success.content?.['application/json'].schema;
  const headers = parametersIn(operation, 'header');
  return `  '${operation.operationId}': {
    params: ${objectType(parametersIn(operation, 'path'))};
    query: ${objectType(parametersIn(operation, 'query'))};
    body: ${isFile ? 'Blob' : typeOf(content?.['application/json'].schema)};
    answer: ${typeOf(answer)};
    versioned: ${headers.required.includes('If-Match')};
  };`;
}

function print(document) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  return `// Made by infra/api/generate-client.mjs from the OpenAPI document. Do not edit.

${schemas.join('\n')}

export interface Operations {
${operations.map(operationLine).join('\n')}
}

export const ROUTES: { readonly [Id in keyof Operations]: readonly [method: string, path: string] } = {
${operations.map(({ operationId, method, path }) => `  '${operationId}': ['${method}', '${path}'],`).join('\n')}
};
`;
}

const text = print(openApiDocument('1'));
const present = await readFile(target, 'utf8').catch(() => '');
if (process.argv.includes('--check') && present !== text) {
  console.error('api | the client is older than the document: npm run api:client');
  process.exit(1);
}
if (present !== text) {
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}
console.log(`api | client ${present === text ? 'up to date' : 'written'}`);
