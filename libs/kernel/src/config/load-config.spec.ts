import { expect, test } from '@jest/globals';
import { ConfigError } from './config-error.js';
import type { ConfigSurroundings } from './config-surroundings.js';
import { loadConfig } from './load-config.js';

function load(env: Record<string, string> = {}, file?: unknown, over: Partial<ConfigSurroundings> = {}) {
  const text = typeof file === 'string' || file === undefined ? file : JSON.stringify(file);
  return loadConfig({ env, readFile: () => text, cores: 4, isTerminal: false, ...over });
}

function faultsOf(env: Record<string, string>, file?: unknown): readonly string[] {
  try {
    load(env, file);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

test('nothing given: this machine only, complete and frozen', () => {
  const config = load();
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    logFormat: 'json',
  });
  expect(config.stage).toEqual({ workers: 4, rtcPort: 40_000, maxPublishers: 12, spread: 'nodes' });
  expect(config.programme.rungs[0]).toEqual({ heightPx: 720, bitrateBps: 2_500_000 });
  expect(
    Object.isFrozen(config) && Object.isFrozen(config.stage) && Object.isFrozen(config.programme.rungs),
  ).toBe(true);
});

test('one setting opens the server to the network', () => {
  const config = load({ PROSCENIUM_ANNOUNCED_ADDRESS: '192.0.2.7', PORT: '8080' });
  expect(config).toMatchObject({ host: '0.0.0.0', publicUrl: 'http://192.0.2.7:8080' });
  expect(load({ PROSCENIUM_ANNOUNCED_ADDRESS: '2001:db8::1' }).publicUrl).toBe('http://[2001:db8::1]:3000');
});

test('HTTPS: the address that people are given says it, and leaves out its usual port', () => {
  expect(load({ PROSCENIUM_HTTPS: 'self-made' }).publicUrl).toBe('https://localhost:3000');
  const env = { PROSCENIUM_HTTPS: 'auto', PROSCENIUM_ANNOUNCED_ADDRESS: 'live.example.org', PORT: '443' };
  expect(load(env)).toMatchObject({ publicUrl: 'https://live.example.org', https: 'auto' });
});

test('HTTPS that cannot be is refused before anything is opened', () => {
  const auto = { PROSCENIUM_HTTPS: 'auto' };
  expect(faultsOf({ ...auto, PROSCENIUM_ANNOUNCED_ADDRESS: '192.0.2.7' })).toEqual([
    expect.stringContaining('the domain that leads to this machine'),
  ]);
  expect(faultsOf({ ...auto, PROSCENIUM_ANNOUNCED_ADDRESS: '2001:db8::1' })).toHaveLength(1);
  expect(faultsOf(auto)).toHaveLength(1);
  const domain = { PROSCENIUM_ANNOUNCED_ADDRESS: 'live.example.org' };
  expect(faultsOf({ ...auto, ...domain, PROSCENIUM_TLS_HTTP_PORT: '0' })).toEqual([
    expect.stringContaining('tls.httpPort'),
  ]);
  expect(faultsOf({ ...auto, ...domain, PROSCENIUM_PUBLIC_URL: 'http://live.example.org' })).toEqual([
    expect.stringContaining('publicUrl must begin with https://'),
  ]);
  expect(faultsOf({ PROSCENIUM_HTTPS: 'files' })).toEqual([expect.stringContaining('tls.certFile')]);
  expect(faultsOf({ PROSCENIUM_HTTPS: 'self-made', PORT: '80' })).toEqual(['tls.httpPort must not be port']);
});

test('a variable wins over the file, the file over the default', () => {
  const config = load({ PORT: '4001' }, { port: 4002, stage: { maxPublishers: 3 } });
  expect([config.port, config.stage.maxPublishers, config.stage.rtcPort]).toEqual([4001, 3, 40_000]);
});

test('numbers, choices and lists are read out of variables', () => {
  const config = load({
    PROSCENIUM_PROGRAMME_FRAME_RATE: '60',
    PROSCENIUM_PROGRAMME_RUNGS: '480p:900k, 240p:300k',
    PROSCENIUM_DELIVERY_PROFILE: 'ultra',
  });
  expect(config.programme.frameRate).toBe(60);
  expect(config.programme.rungs.map(({ heightPx }) => heightPx)).toEqual([480, 240]);
  expect(config.delivery.profile).toBe('ultra');
});

test('all faults are listed at once, with what is expected and without any value', () => {
  const env = {
    PORT: 'eighty',
    DATABASE_URL: 'mysql://root:hunter2@db',
    PROSCENIUM_TURN_SECRET: 'hunter2',
    PROSCENIUM_STAGE_RTCPORT: '1',
  };
  const faults = faultsOf(env, { delivery: { profil: 'low' }, stage: { workers: 0 } });
  expect(faults).toEqual([
    'PROSCENIUM_STAGE_RTCPORT is not a setting',
    'delivery.profil in proscenium.config.json is not a setting',
    'PORT must be a port from 1 to 65535, or 0 for any free one',
    'DATABASE_URL must be an address that begins with postgresql://',
    'stage.workers in proscenium.config.json must be a number from 1 to 128',
    'PROSCENIUM_TURN_SECRET must be at least 16 characters, and set when turn.url is',
  ]);
  expect(JSON.stringify(faults)).not.toContain('hunter2');
});

test('a file that is no JSON object, and a named file that is missing, are faults', () => {
  expect(faultsOf({}, '{')).toEqual(['proscenium.config.json is not JSON']);
  expect(faultsOf({}, [])).toEqual(['proscenium.config.json must hold one object']);
  expect(faultsOf({ PROSCENIUM_CONFIG: 'elsewhere.json' })).toEqual(['PROSCENIUM_CONFIG must name a file']);
});

test('settings that contradict each other are faults', () => {
  expect(faultsOf({ PROSCENIUM_TURN_URL: 'turn:turn.example.org' })).toEqual([
    'turn.url and turn.secret must be set together',
  ]);
  expect(faultsOf({ PROSCENIUM_STAGE_RTC_PORT: '65534' })).toEqual([
    'stage.rtcPort must leave room for 4 ports up to 65535',
  ]);
  expect(faultsOf({ PORT: '40003' })).toHaveLength(1);
  expect(faultsOf({ PROSCENIUM_PROGRAMME_RUNGS: '1080p:4000k' })).toHaveLength(1);
});

test('port 0 asks for any free port and collides with nothing', () => {
  expect(load({ PORT: '0', PROSCENIUM_STAGE_RTC_PORT: '0' }).stage.rtcPort).toBe(0);
});

test('an empty variable counts as not given', () => {
  expect(load({ PORT: '', PROSCENIUM_PUBLIC_URL: '' }).port).toBe(3000);
});

test('pages of one network are 1,000 unless the operator says otherwise', () => {
  expect(load().socketsPerNetwork).toBe(1_000);
  expect(load({ PROSCENIUM_SOCKETS_PER_NETWORK: '5000' }).socketsPerNetwork).toBe(5_000);
  expect(faultsOf({ PROSCENIUM_SOCKETS_PER_NETWORK: '0' })).toEqual([
    expect.stringContaining('PROSCENIUM_SOCKETS_PER_NETWORK'),
  ]);
});
