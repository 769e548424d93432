import { describe, expect, test } from '@jest/globals';
import { openApiDocument } from '#api';
import { obey } from '../../tests/laws/obey.js';
import type { ApiDocument, Endpoint, Schema } from './api-document.js';
import { documentFaults } from './document-faults.js';

const WHY =
  'Strangers make clients of the document: every operation has a name, a sentence and a family, every parameter a ' +
  'description, every input a bound, every answer its content. See libs/api/src/document.';

test('the document of the API has no fault', () => {
  const document = openApiDocument('next') as unknown as ApiDocument;
  expect(Object.keys(document.paths).length).toBeGreaterThan(40);
  obey(documentFaults(document), WHY);
});

interface Made {
  document: ApiDocument;
  endpoint: Endpoint;
  wish: Schema;
}

function made(): Made {
  const wish: Schema = { type: 'object', properties: { title: { type: 'string', maxLength: 9 } } };
  const schema = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });
  const endpoint: Endpoint = {
    operationId: 'shows.change',
    summary: 'Change a show',
    tags: ['shows'],
    security: [{ session: [] }],
    parameters: [
      {
        in: 'path',
        name: 'showId',
        required: true,
        description: 'The id of the show',
        schema: { type: 'string', maxLength: 9 },
      },
    ],
    requestBody: { required: true, content: { 'application/json': schema('Wish') } },
    responses: {
      200: { description: 'Done', content: { 'application/json': schema('Wish') } },
      default: {
        description: 'A problem. Codes: `not-allowed`',
        content: { 'application/problem+json': schema('Problem') },
      },
    },
  };
  const document: ApiDocument = {
    info: { version: '1' },
    tags: [{ name: 'shows', description: 'Shows' }],
    paths: { '/shows/{showId}': { patch: endpoint } },
    components: { schemas: { Wish: wish, Problem: { type: 'object' } }, securitySchemes: { session: {} } },
  };
  return { document, endpoint, wish };
}

test('a document without fault has none', () => {
  expect(documentFaults(made().document)).toEqual([]);
});

const AT = 'PATCH /shows/{showId}';

describe('a fault', () => {
  test.each<[string, (made: Made) => void, string]>([
    [
      'a name without a family',
      ({ endpoint }) => {
        endpoint.operationId = 'changeShow';
      },
      `${AT} has the operationId 'changeShow', which is no family.verb`,
    ],
    [
      'two operations of one name',
      ({ document, endpoint }) => {
        document.paths['/shows'] = { post: { ...endpoint, parameters: [] } };
      },
      'shows.change is twice there',
    ],
    [
      'two paths that are one',
      ({ document }) => {
        document.paths['/shows/{id}'] = {};
      },
      '/shows/{} is two paths',
    ],
    [
      'no sentence',
      ({ endpoint }) => {
        endpoint.summary = 'show.';
      },
      `${AT} has the summary 'show.', which is no sentence without its full stop`,
    ],
    [
      'a family that nobody describes',
      ({ document }) => {
        document.tags = [];
      },
      `${AT} has a tag without a description: shows`,
    ],
    [
      'a scheme that is none',
      ({ endpoint }) => {
        endpoint.security = [{ password: [] }];
      },
      `${AT} wants password, which is no scheme`,
    ],
    [
      'a parameter of the path that is not described',
      ({ endpoint }) => {
        endpoint.parameters = [];
      },
      `${AT}: {showId} is not described`,
    ],
    [
      'a parameter without a description',
      ({ endpoint }) => void delete endpoint.parameters?.[0]?.description,
      `${AT}: parameter showId has no description`,
    ],
    [
      'no good answer',
      ({ endpoint }) => void delete endpoint.responses[200],
      `${AT} has not one answer that is good`,
    ],
    [
      'no code of a problem',
      ({ endpoint }) => void Object.assign(endpoint.responses.default ?? {}, { description: 'A problem' }),
      `${AT} names no code of a problem`,
    ],
    [
      'an input of any length',
      ({ wish }) => void Object.assign(wish.properties ?? {}, { title: { type: 'string' } }),
      'Wish.title is unbounded',
    ],
    [
      'a list without items',
      ({ wish }) => void Object.assign(wish.properties ?? {}, { tags: { type: 'array', maxItems: 3 } }),
      'Wish.tags has no items',
    ],
    [
      'a field that is required and not there',
      ({ wish }) => {
        wish.required = ['name'];
      },
      'Wish requires name, which it has not',
    ],
    [
      'a reference that leads nowhere',
      ({ wish }) =>
        void Object.assign(wish.properties ?? {}, { owner: { $ref: '#/components/schemas/Person' } }),
      '#/components/schemas/Person leads nowhere',
    ],
    [
      'a schema that nothing uses',
      ({ document }) => {
        document.components.schemas.Spare = { type: 'object' };
      },
      'Spare is used by nothing',
    ],
  ])('%s', (_, change, expected) => {
    const parts = made();
    change(parts);
    expect(documentFaults(parts.document)).toContain(expected);
  });
});
