import { expect, test } from '@jest/globals';
import { loadConfig } from '#kernel';
import { portsOf } from './ports.js';

const portsWith = (env: Record<string, string>) =>
  portsOf(loadConfig({ env, readFile: () => undefined, cores: 1, isTerminal: false })).map(
    ({ what, host, port, udp }) => `${what} ${host}:${port}${udp ? '/udp' : ''}`,
  );

const ALONE = [
  'pages 127.0.0.1:3000',
  'media 127.0.0.1:40000',
  'media 127.0.0.1:40000/udp',
  'RTMP 127.0.0.1:1935',
  'RTMPS 127.0.0.1:1936',
  'SRT 127.0.0.1:9710/udp',
];

test('a node alone has pages, media and encoders', () => {
  expect(portsWith({})).toEqual(ALONE);
});

test('each media worker has a port of its own', () => {
  const media = portsWith({ PROSCENIUM_STAGE_WORKERS: '2', PROSCENIUM_STAGE_RTC_PORT: '50000' });
  expect(media.filter((each) => each.startsWith('media'))).toEqual([
    'media 127.0.0.1:50000',
    'media 127.0.0.1:50000/udp',
    'media 127.0.0.1:50001',
    'media 127.0.0.1:50001/udp',
  ]);
});

test('with HTTPS of its own there is the port that leads to it', () => {
  const [pages, plain] = portsWith({ PROSCENIUM_HTTPS: 'self-made', PORT: '443' });
  expect([pages, plain]).toEqual(['pages 127.0.0.1:443', 'the way to https:// 127.0.0.1:80']);
});

test('a node of a cluster has two more, where the others reach it', () => {
  const ports = portsWith({
    PROSCENIUM_CLUSTER_SECRET: 'a secret of sixteen characters'.replaceAll(' ', '-'),
    PROSCENIUM_CLUSTER_ADDRESS: '10.0.0.11',
    DATABASE_URL: 'postgresql://proscenium@db/proscenium',
  });
  expect(ports.slice(ALONE.length)).toEqual([
    'heartbeats of nodes 10.0.0.11:7946',
    'media and requests between nodes 10.0.0.11:7947',
  ]);
});
