import { expect, test } from '@jest/globals';
import { listenError } from './listen-error.js';

const where = { host: '127.0.0.1', port: 3000, setting: 'PORT' };

test('a taken port names the setting that moves the server', () => {
  const error = listenError(Object.assign(new Error('listen'), { code: 'EADDRINUSE' }), where);
  expect(error).toMatchObject({
    code: 'cannot-listen',
    blame: 'config',
    message: 'Port 3000 on 127.0.0.1 is taken by another program. Set PORT to another port.',
  });
});

test('an error of another kind goes through as it is', () => {
  const error = new Error('something else');
  expect(listenError(error, where)).toBe(error);
  expect(listenError(undefined, where)).toBeUndefined();
});
