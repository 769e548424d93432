import { expect, test } from '@jest/globals';
import { type HttpResponse, headerOf, ResponseReader } from './response-reader.js';

const STREAM = Buffer.from(
  [
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nAge: 3\r\n\r\nhello',
    'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n',
    'HTTP/1.1 304 Not Modified\r\ncontent-length: 99\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ].join(''),
);

function readIn(sliceBytes: number, keepBody = true): HttpResponse[] {
  const found: HttpResponse[] = [];
  const reader = new ResponseReader((response) => found.push(response));
  reader.keepBody = keepBody;
  for (let at = 0; at < STREAM.length; at += sliceBytes) reader.push(STREAM.subarray(at, at + sliceBytes));
  return found;
}

test.each([1, 2, 7, 64, 4_096])('responses are separated in slices of %i', (sliceBytes) => {
  const found = readIn(sliceBytes);
  expect(found.map((each) => each.status)).toEqual([200, 404, 200, 304, 200]);
  expect(found.map((each) => each.body.toString())).toEqual(['hello', '', 'abc0123456789', '', 'ok']);
});

test('a body that is not kept is counted', () => {
  expect(readIn(3, false).map((each) => each.bodyBytes)).toEqual([5, 0, 13, 0, 2]);
});

test('headers are found whatever their case', () => {
  expect(headerOf(readIn(9)[0]?.head ?? '', 'age')).toBe('3');
  expect(headerOf(readIn(9)[0]?.head ?? '', 'etag')).toBeUndefined();
});
