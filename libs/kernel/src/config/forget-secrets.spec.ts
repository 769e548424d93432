import { expect, test } from '@jest/globals';
import { forgetSecrets } from './forget-secrets.js';
import { configSchema } from './schema.js';
import { settingsOf } from './setting.js';

test('every secret among the settings leaves the environment, and nothing else does', () => {
  const settings = settingsOf(configSchema);
  const secrets = settings.filter(({ isSecret }) => isSecret).map(({ env }) => env);
  expect(secrets).toEqual(
    expect.arrayContaining(['DATABASE_URL', 'S3_URL', 'PROSCENIUM_CLUSTER_SECRET', 'PROSCENIUM_TURN_SECRET']),
  );
  const env: Record<string, string | undefined> = { PATH: '/bin', SSL_CERT_FILE: '/etc/ca' };
  for (const setting of settings) env[setting.env] = 'given';
  forgetSecrets(env);
  for (const name of secrets) expect(env).not.toHaveProperty([name]);
  expect(Object.keys(env)).toHaveLength(settings.length - secrets.length + 2);
});
