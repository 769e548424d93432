import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { SecretOptions } from './secret-options.js';

test('a key stands in a file of its user alone, until it is removed', () => {
  const options = new SecretOptions({ rtmp_playpath: 'a=b?c=d', passphrase: '' });
  const [flag, path = ''] = options.args;
  expect(flag).toBe('-fpre');
  expect(readFileSync(path, 'utf8')).toBe('rtmp_playpath=a=b?c=d\n');
  expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o077]).toEqual([0o600, 0]);
  options.remove();
  expect(existsSync(path)).toBe(false);
});

test('nothing to hide is no file', () => expect(new SecretOptions({ passphrase: '' }).args).toEqual([]));

test.each(['a\nrtmp_tcurl=rtmp://10.0.0.1', 'a\r', 'x'.repeat(1_000)])(
  'a value that is no line is refused',
  (value) => expect(() => new SecretOptions({ rtmp_playpath: value })).toThrow(RangeError),
);
