import { expect, test } from '@jest/globals';
import { minimalEnvironment } from './minimal-environment.js';

test('no setting and no secret is passed on', () => {
  const env = {
    PATH: '/bin',
    LANG: 'C.UTF-8',
    LC_ALL: 'C',
    DATABASE_URL: 'postgres://a:b@c/d',
    PROSCENIUM_DATABASE_URL: 'postgres://a:b@c/d',
    PROSCENIUM_TURN_SECRET: 'secret',
    EDGE_SECRET: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    UNSET: undefined,
  };
  expect(minimalEnvironment(env, '/data')).toEqual({
    PATH: '/bin',
    LANG: 'C.UTF-8',
    LC_ALL: 'C',
    PROSCENIUM_DATA_DIR: '/data',
  });
});
