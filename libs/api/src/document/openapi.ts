import type { Operation } from '../operation.js';
import { ALL_OPERATIONS } from '../operations/index.js';
import { API_PREFIX } from '../serves.js';
import { pathText, queryText } from './parameter-text.js';
import { type JsonSchema, namedSchemas, schemaOf } from './schema-of.js';
import { TAGS } from './tags.js';

/** Codes that any operation may answer with; each operation adds its own. */
export const COMMON_ERRORS = [
  'bad-request',
  'csrf',
  'ticket-invalid',
  'ticket-expired',
  'credential-invalid',
  'sign-in-needed',
  'not-allowed',
  'too-many-requests',
  'too-large',
  'database-unavailable',
  'internal',
] as const;
const SHOW_ERRORS = ['show-not-found', 'banned'] as const;
const IDEMPOTENCY_ERRORS = ['idempotency-key-reused', 'idempotency-in-progress'] as const;

export const errorsOf = (operation: Operation): string[] => [
  ...operation.errors,
  ...(operation.path.includes(':showId') ? SHOW_ERRORS : []),
  ...(operation.isIdempotent ? IDEMPOTENCY_ERRORS : []),
];

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code', 'retry'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'One sentence for a person' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: decide by this' },
    retry: { type: 'boolean', description: 'Whether the same request may succeed later' },
    details: { type: 'object', additionalProperties: true },
  },
};

const header = (name: string, description: string, required: boolean) => ({
  in: 'header',
  name,
  required,
  description,
  schema: { type: 'string' },
});

function parametersOf(operation: Operation): JsonSchema[] {
  const inPath = Object.entries(operation.params.shape).map(([name, schema]) => ({
    in: 'path',
    name,
    required: true,
    description: pathText(name),
    schema: schemaOf(schema, 'input'),
  }));
  const inQuery = Object.entries(operation.query.shape).map(([name, schema]) => ({
    in: 'query',
    name,
    required: false,
    description: queryText(name, schema),
    schema: schemaOf(schema, 'input'),
  }));
  return [
    ...inPath,
    ...inQuery,
    ...(operation.isVersioned ? [header('If-Match', 'The version that you have seen', true)] : []),
    ...(operation.isIdempotent
      ? [header('Idempotency-Key', 'A repeated request with the same key gets the first answer', false)]
      : []),
  ];
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

function responsesOf(operation: Operation): JsonSchema {
  const hasAnswer = operation.answer.type !== 'undefined';
  const codes = [...errorsOf(operation), ...COMMON_ERRORS].map((code) => `\`${code}\``).join(', ');
  return {
    [operation.status]: {
      description: hasAnswer ? 'Done' : 'Done; no content',
      ...(hasAnswer ? { content: json(schemaOf(operation.answer, 'output')) } : {}),
    },
    default: {
      description: `A problem. Codes: ${codes}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}

const SECURITY: Partial<Record<Operation['allows'], JsonSchema[]>> = {
  anybody: [],
  'signed-in': [{ session: [] }],
  account: [{ session: [] }, { apiKey: [] }],
  'site-owner': [{ session: [] }, { apiKey: [] }],
  'show-owner': [{ session: [] }, { apiKey: [] }],
};
const WITH_TICKETS: JsonSchema[] = [{ session: [] }, { apiKey: [] }, { ticket: [] }];

function requestBodyOf({ body, bodyTypes }: Operation): JsonSchema {
  if (body.type === 'undefined') return {};
  const file = { schema: { type: 'string', format: 'binary' } };
  const content = bodyTypes
    ? Object.fromEntries(bodyTypes.map((type) => [type, file]))
    : json(schemaOf(body, 'input'));
  return { requestBody: { required: true, content } };
}

/** Lists show the first sentence alone. */
function textsOf({ summary }: Operation): { summary: string; description?: string } {
  const end = summary.indexOf('. ');
  return end < 0
    ? { summary }
    : { summary: summary.slice(0, end), description: `${summary.slice(end + 2)}.` };
}

function describe(operation: Operation): JsonSchema {
  return {
    operationId: operation.id,
    ...textsOf(operation),
    tags: [operation.id.split('.')[0]],
    'x-allows': operation.allows,
    security: SECURITY[operation.allows] ?? WITH_TICKETS,
    parameters: parametersOf(operation),
    ...requestBodyOf(operation),
    responses: responsesOf(operation),
  };
}

function tagsOf(operations: readonly Operation[]): JsonSchema[] {
  const used = new Set(operations.map(({ id }) => id.split('.')[0] ?? ''));
  return [...used].sort().map((name) => ({ name, description: TAGS[name] ?? '' }));
}

/** The OpenAPI document, made from the very schemas that read requests. */
export function openApiDocument(version: string): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of ALL_OPERATIONS) {
    const path = API_PREFIX + operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Proscenium',
      version,
      description: 'Shows, people, tickets, and everything that an audience says back.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tagsOf(ALL_OPERATIONS),
    paths,
    components: {
      schemas: { ...namedSchemas(), Problem: problemSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'proscenium_session' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, psk_…' },
        ticket: { type: 'http', scheme: 'bearer', description: 'A ticket, pt1.…' },
      },
    },
  };
}
