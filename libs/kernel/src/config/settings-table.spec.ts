import { describe, expect, test } from '@jest/globals';
import { loadConfig } from './load-config.js';
import { configSchema } from './schema.js';
import { settingsOf } from './setting.js';
import { settingsWithoutSecrets } from './settings-table.js';

const env = {
  DATABASE_URL: 'postgresql://ann:hidden-password@db/show',
  EDGE_SECRET: 'hidden-secret-of-the-edge',
  PROSCENIUM_TURN_URL: 'turn:turn.example.org:3478',
  PROSCENIUM_TURN_SECRET: 'hidden-secret-of-turn',
  PROSCENIUM_CLUSTER_SECRET: 'hidden-secret-of-nodes',
  PROSCENIUM_CLUSTER_ADDRESS: '10.0.0.1',
  PROSCENIUM_TRACES_URL: 'https://ann:hidden-password@traces.example.org/in',
  PROSCENIUM_CAPTIONS_COMMAND: 'hear --key=hidden-key',
  PROSCENIUM_CAPTIONS_URL: 'wss://speech.example.org/?token=hidden-token',
  PROSCENIUM_CAPTIONS_TRANSLATOR: 'translate --key=hidden-key',
  PROSCENIUM_CAPTIONS_TRANSLATOR_URL: 'wss://translate.example.org/?token=hidden-token',
};

describe('what support sees', () => {
  const shown = settingsWithoutSecrets(
    loadConfig({ env, cores: 2, isTerminal: false, readFile: () => undefined }),
  );

  test('that a secret is set, and never the secret', () => {
    expect(JSON.stringify(shown)).not.toContain('hidden');
    expect(shown).toMatchObject({ databaseUrl: '(set)', 'turn.secret': '(set)', port: 3000 });
    expect(shown).toMatchObject({ 'traces.url': 'https://(set)@traces.example.org/in' });
  });

  test('a secret that is not set', () => {
    const bare = settingsWithoutSecrets(
      loadConfig({ env: {}, cores: 2, isTerminal: false, readFile: () => undefined }),
    );
    expect(bare).toMatchObject({ databaseUrl: null, 'turn.secret': null });
  });

  test('every setting that is named like a secret is one', () => {
    const named = settingsOf(configSchema).filter(({ key }) =>
      /secret|password|token|databaseUrl/i.test(key),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(({ isSecret }) => isSecret !== true)).toEqual([]);
  });
});
