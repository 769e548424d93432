import { expect, test } from '@jest/globals';
import { unlessClosed, whileOpen } from './while-open.js';

const refusal = () => Promise.reject<void>(new Error('not found'));

/** As mediasoup does it: the end is reported after the refusal that it explains. */
function endingObject() {
  const object = { closed: false };
  setImmediate(() => {
    object.closed = true;
  });
  return object;
}

test('a wish for what has ended is no fault, though its end is reported later', async () => {
  await expect(unlessClosed({ closed: true }, refusal())).resolves.toBeUndefined();
  await expect(unlessClosed(endingObject(), refusal())).resolves.toBeUndefined();
});

test('a caller that waits for an answer of what has ended must enter again', async () => {
  await expect(whileOpen(endingObject(), refusal())).rejects.toMatchObject({
    code: 'stage-rebuilding',
    blame: 'guest',
    retry: true,
  });
});

test('what fails on something that lives is a fault', async () => {
  await expect(unlessClosed({ closed: false }, refusal())).rejects.toThrow('not found');
  await expect(whileOpen({ closed: false }, refusal())).rejects.toThrow('not found');
});

test('what succeeds is handed on', async () => {
  await expect(whileOpen({ closed: false }, Promise.resolve(7))).resolves.toBe(7);
});
