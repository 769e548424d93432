import { expect, test } from '@jest/globals';
import { openApiDocument } from '#api';
import { obey } from './obey.js';
import { documents } from './texts.js';

/** No part of a file's path. What stands for an id is written in capitals. */
const ADDRESSES = /(?<![\w.*-])\/api\/(?!v2)[A-Za-z0-9_./{}-]*[A-Za-z0-9}]/g;
/** The document itself and its page are no operations of it. */
const OF_THE_DOCUMENT = ['/api/v1', '/api/openapi.json', '/api/docs'];

const operations = Object.keys(openApiDocument('next').paths ?? {}).map(
  (path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[\\w{}-]+')}$`),
);
const named = documents().flatMap(({ path, text }) =>
  [...text.matchAll(ADDRESSES)].map(([address]) => ({ path, address })),
);

test('there is something to judge', () => {
  expect(named.length).toBeGreaterThan(8);
  expect(operations.length).toBeGreaterThan(40);
});

test('addresses of the API that documents name are there', () => {
  const wrong = named.filter(
    ({ address }) =>
      !OF_THE_DOCUMENT.includes(address) && !operations.some((operation) => operation.test(address)),
  );
  obey(
    wrong.map(({ path, address }) => `${path} names ${address}`),
    'Who calls what a document names must get an answer: write the address as the API document has it.',
  );
});
