import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openApiDocument } from '#api';
import { obey } from '../../tests/laws/obey.js';
import type { ApiDocument, Endpoint, Schema } from './api-document.js';
import { breakingChanges } from './breaking-changes.js';

const released = JSON.parse(readFileSync(join(import.meta.dirname, 'released.json'), 'utf8')) as ApiDocument;

/** Breaks that the next version makes on purpose, with what an integrator has to do. Empty from 1.0 on. */
const MEANT: Readonly<Record<string, string>> = {};

const WHY =
  'Integrators were given the document in infra/api/released.json (docs/versioning.md). Add beside what is there and mark ' +
  'the old one deprecated; before 1.0 a break may be meant: name it in MEANT, and in CHANGELOG.md with what to do.';

describe('the API', () => {
  const found = breakingChanges(released, openApiDocument('next') as unknown as ApiDocument);

  test('breaks nothing of the last release', () => {
    expect(Object.keys(released.paths).length).toBeGreaterThan(40);
    obey(
      found.filter((change) => MEANT[change] === undefined),
      WHY,
    );
  });

  test('has every break that is meant', () => {
    expect(Object.keys(MEANT).filter((change) => !found.includes(change))).toEqual([]);
  });
});

const show: Schema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    state: { enum: ['draft', 'live'] },
    startedAt: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    next: { $ref: '#/components/schemas/Show' },
  },
  required: ['id', 'state'],
};
const wish: Schema = {
  type: 'object',
  properties: {
    title: { type: 'string', maxLength: 100 },
    layout: { enum: ['grid', 'solo'] },
    delay: { type: 'integer', minimum: 0 },
  },
  required: ['title'],
  additionalProperties: false,
};

interface Made {
  endpoint: Endpoint;
  show: Schema;
  wish: Schema;
  paths: ApiDocument['paths'];
}

/** One operation that takes a wish and answers with a show, after `change`. */
function made(change: (made: Made) => void = () => undefined): ApiDocument {
  const json = (name: string) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  const endpoint: Endpoint = {
    parameters: [{ in: 'query', name: 'limit', required: false, schema: { type: 'integer', maximum: 100 } }],
    requestBody: { required: true, content: json('Wish') },
    responses: {
      201: { content: json('Show') },
      default: { description: 'A problem. Codes: `not-allowed`, `too-large`' },
    },
    security: [{ session: [] }, { apiKey: [] }],
  };
  const parts = { endpoint, show: structuredClone(show), wish: structuredClone(wish), paths: {} };
  Object.assign(parts.paths, { '/shows': { post: endpoint } });
  change(parts);
  return {
    info: { version: '1' },
    paths: parts.paths,
    components: { schemas: { Show: parts.show, Wish: parts.wish } },
  };
}

const fieldOf = (schema: Schema, name: string): Schema => schema.properties?.[name] ?? {};
const breaks = (change: (made: Made) => void) => breakingChanges(made(), made(change));

test('nothing changed breaks nothing, also where a schema names itself', () => {
  expect(breakingChanges(made(), made())).toEqual([]);
  expect(breakingChanges(released, released)).toEqual([]);
});

describe('a break', () => {
  test.each<[string, (made: Made) => void, string]>([
    ['a path that is gone', ({ paths }) => delete paths['/shows'], 'POST /shows is removed'],
    [
      'a field of the answer that is gone',
      (each) => delete each.show.properties?.startedAt,
      'POST /shows: answer.startedAt is removed',
    ],
    [
      'a field of the answer that may be missing',
      (each) => {
        each.show.required = ['id'];
      },
      'POST /shows: answer.state may be missing',
    ],
    [
      'a field of the answer that may be null',
      (each) => void Object.assign(each.show.properties ?? {}, { id: { type: ['string', 'null'] } }),
      'POST /shows: answer.id may be null',
    ],
    [
      'a field of the answer of another type',
      (each) => {
        fieldOf(each.show, 'id').type = 'integer';
      },
      'POST /shows: answer.id is integer instead of string',
    ],
    [
      'a field of the body that is gone',
      (each) => delete each.wish.properties?.layout,
      'POST /shows: body.layout is removed',
    ],
    [
      'a field of the body that must be given',
      (each) => {
        each.wish.required = ['title', 'layout'];
      },
      'POST /shows: body.layout is required',
    ],
    [
      'a value that is refused',
      (each) => {
        fieldOf(each.wish, 'layout').enum = ['grid'];
      },
      'POST /shows: body.layout is never "solo"',
    ],
    [
      'a value that is never answered',
      (each) => {
        fieldOf(each.show, 'state').enum = ['live'];
      },
      'POST /shows: answer.state is never "draft"',
    ],
    [
      'a shorter title',
      (each) => {
        fieldOf(each.wish, 'title').maxLength = 50;
      },
      'POST /shows: body.title has a narrower maxLength: 50',
    ],
    [
      'a higher least number',
      (each) => {
        fieldOf(each.wish, 'delay').minimum = 1;
      },
      'POST /shows: body.delay has a narrower minimum: 1',
    ],
    [
      'a pattern',
      (each) => {
        fieldOf(each.wish, 'title').pattern = '^A';
      },
      'POST /shows: body.title has another pattern: ^A',
    ],
    [
      'a parameter that is gone',
      ({ endpoint }) => {
        endpoint.parameters = [];
      },
      'POST /shows: query parameter limit is removed',
    ],
    [
      'a parameter that must be given',
      ({ endpoint }) =>
        void endpoint.parameters?.push({ in: 'header', name: 'If-Match', required: true, schema: {} }),
      'POST /shows: header parameter If-Match is required',
    ],
    [
      'another status',
      ({ endpoint }) => {
        delete endpoint.responses[201];
        endpoint.responses[202] = {};
      },
      'POST /shows: never answers 201',
    ],
    [
      'an error code that is gone',
      ({ endpoint }) => {
        endpoint.responses.default = { description: 'A problem. Codes: `not-allowed`' };
      },
      'POST /shows: never answers too-large',
    ],
    [
      'an API key that is refused',
      ({ endpoint }) => {
        endpoint.security = [{ session: [] }];
      },
      'POST /shows refuses apiKey',
    ],
  ])('%s', (_, change, expected) => {
    expect(breaks(change)).toEqual([expected]);
  });

  test('a body that must be given', () => {
    const without = made(({ endpoint }) => delete endpoint.requestBody);
    expect(breakingChanges(without, made())).toEqual(['POST /shows: a body is required']);
  });

  test('a body that refuses fields which it ignored', () => {
    const open = made((each) => delete each.wish.additionalProperties);
    expect(breakingChanges(open, made())).toEqual(['POST /shows: body refuses unknown fields']);
  });
});

test.each<[string, (made: Made) => void]>([
  [
    'a path',
    ({ paths, endpoint }) => {
      paths['/polls'] = { get: endpoint };
    },
  ],
  [
    'a field of the answer',
    (each) => void Object.assign(each.show.properties ?? {}, { layout: { type: 'string' } }),
  ],
  ['an optional field of the body', (each) => void Object.assign(each.wish.properties ?? {}, { note: {} })],
  ['a value', (each) => void fieldOf(each.wish, 'layout').enum?.push('stack')],
  [
    'a longer title',
    (each) => {
      fieldOf(each.wish, 'title').maxLength = 200;
    },
  ],
  [
    'a number with a fraction',
    (each) => {
      fieldOf(each.wish, 'delay').type = 'number';
    },
  ],
  [
    'null as an input',
    (each) => {
      fieldOf(each.wish, 'title').type = ['string', 'null'];
    },
  ],
  ['one that is always there', (each) => void each.show.required?.push('startedAt')],
  [
    'a field that need not be given',
    (each) => {
      each.wish.required = [];
    },
  ],
  ['a parameter', ({ endpoint }) => void endpoint.parameters?.push({ in: 'query', name: 'q', schema: {} })],
  ['a permission', ({ endpoint }) => void endpoint.security?.push({ ticket: [] })],
  [
    'an error code',
    ({ endpoint }) => {
      endpoint.responses.default = { description: 'A problem. Codes: `not-allowed`, `gone`, `too-large`' };
    },
  ],
  ['a status', ({ endpoint }) => void Object.assign(endpoint.responses, { 202: {} })],
])('added: %s breaks nothing', (_, change) => {
  expect(breaks(change)).toEqual([]);
});
