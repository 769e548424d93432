import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { placeOf } from './open-objects.js';
import { S3Objects } from './s3-objects.js';

let server: Server | undefined;
let objects: S3Objects | undefined;

afterEach(async () => {
  objects?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

/** A store that answers every request with a listing. */
async function listing(keys: readonly string[], next: string | (() => string)): Promise<S3Objects> {
  const contents = keys
    .map((key) => `<Contents><Key>${key}</Key><Size>1</Size><ETag>"e"</ETag></Contents>`)
    .join('');
  const body = () =>
    `<?xml version="1.0"?><ListBucketResult>${contents}${typeof next === 'string' ? next : next()}</ListBucketResult>`;
  const created = createServer((_request, response) =>
    response.writeHead(200, { 'Content-Type': 'application/xml' }).end(body()),
  );
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  const { port } = created.address() as AddressInfo;
  const place = placeOf(`http://key:secret@127.0.0.1:${port}/bucket/ours`);
  if ('folder' in place) throw new Error('no bucket');
  objects = new S3Objects(place);
  return objects;
}

test('of what a store lists, only what lies in its place and could be ours is taken', async () => {
  const names = ['show_1/rec_1/a.mp4', 'show_1/rec_1/notes (1).txt', 'show_1/rec_1/../../x', 'other/a.mp4'];
  const store = await listing([...names.map((name) => `ours/${name}`), 'evil/show_1/rec_1/a.mp4'], '');
  expect(await store.list('show_1/rec_1/')).toEqual([{ key: 'show_1/rec_1/a.mp4', bytes: 1, tag: '"e"' }]);
});

test('the folders below a place are named by their last step, page by page', async () => {
  const folder = (name: string) => `<CommonPrefixes><Prefix>${name}/</Prefix></CommonPrefixes>`;
  const pages = [
    `${folder('ours/live/show_1')}${folder('ours/live/a b')}<IsTruncated>true</IsTruncated><NextContinuationToken>more</NextContinuationToken>`,
    `${folder('ours/live/show_2')}${folder('evil/live/show_3')}`,
  ];
  const store = await listing([], () => pages.shift() ?? '');
  expect(await store.folders('live/')).toEqual(['show_1', 'show_2']);
});

test('a store that lists in a circle is not asked for ever', async () => {
  const next = '<IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken>';
  const store = await listing(['ours/show_1/rec_1/a.mp4'], next);
  await expect(store.list('show_1/rec_1/')).rejects.toThrow('in a circle');
});

test('a store that names ever new places is not asked for ever', async () => {
  let asked = 0;
  const next = () => {
    asked += 1;
    return `<IsTruncated>true</IsTruncated><NextContinuationToken>${asked}</NextContinuationToken>`;
  };
  const store = await listing([], next);
  await expect(store.list('show_1/rec_1/')).rejects.toThrow('without an end');
  expect(asked).toBeLessThan(1_000);
}, 30_000);
