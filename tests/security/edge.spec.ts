import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Edge, startEdge } from '../../infra/cdn/edge.mjs';
import { rawRequest } from '../support/network/raw-request.js';
import { hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';

const SECRET = 'a secret between edge and origin';
const NOBODY = 65_534;
const OTHERS = 0o007;
const ALL_BUT_OWNER = 0o077;

let live: LiveProgramme;
let edge: Edge;
let asked: string[];

beforeAll(async () => {
  asked = [];
  live = await LiveProgramme.start({
    isPrivate: false,
    origin: { edgeSecret: SECRET },
    encoders: false,
    addRoutes: (app) => {
      for (const path of ['/metrics', '/readyz', '/healthz']) app.get(path, async () => 'reached');
      app.server.prependListener('request', (request) => asked.push(request.url ?? ''));
    },
  });
  edge = await startEdge({ origin: live.url, edgeSecret: SECRET });
});
afterAll(async () => {
  await edge?.close();
  await live?.close();
});

test('what else the server answers passes through', async () => {
  expect((await hlsFetch(`${edge.httpUrl}/healthz`)).status).toBe(200);
});

test.each([
  '/metrics',
  '/readyz',
  '/live-admission',
  '/metrics?format=text',
  '/metrics/',
  '//metrics',
  '/METRICS',
  '/%6detrics',
  '/x/../metrics',
  '/live/x/%2e%2e/%2e%2e/metrics',
  '/live/x/..%2f..%2fmetrics',
])('%s ends at the edge', async (path) => {
  const before = asked.length;
  expect((await rawRequest(edge.httpUrl, path)).status).toBe(404);
  // Whether a show may be watched is nginx's own question.
  expect(asked.slice(before).filter((url) => url !== '/live-admission')).toEqual([]);
});

const filesOfTheEdge = ['edge.vcl', 'nginx.conf', 'key.pem', 'varnish.sock'];

test.each(filesOfTheEdge)('%s is for the edge alone', (name) => {
  expect(statSync(join(edge.folder, name)).mode & OTHERS).toBe(0);
  expect(statSync(edge.folder).mode & OTHERS).toBe(0);
});

test('the configuration holds the secret, another user of the machine reads it nowhere', () => {
  expect(readFileSync(join(edge.folder, 'edge.vcl'), 'utf8')).toContain(SECRET);
  for (const pid of [edge.pids.varnish, edge.pids.nginx]) {
    expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toContain(SECRET);
    expect(readFileSync(`/proc/${pid}/cmdline`, 'latin1')).not.toContain(SECRET);
  }
});

/** Asked as another user, whose rights root takes on. */
function whatAnotherReaches(): string {
  // The shell alone: this Node may lie where another user may not go.
  const script = 'cat "$1/edge.vcl" || echo refused; test -e "$1/varnish.sock" && echo there || echo refused';
  return execFileSync('/bin/sh', ['-c', script, 'sh', edge.folder], {
    ...{ uid: NOBODY, gid: NOBODY, cwd: '/', encoding: 'utf8' as const },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

test('another user reaches neither file nor socket', () => {
  const { mode, uid } = statSync(edge.folder);
  if (process.getuid?.() === 0) expect(whatAnotherReaches()).toBe('refused\nrefused\n');
  // An ordinary user cannot become another one: a folder that only its owner may pass ends every path at its first step.
  else expect([mode & ALL_BUT_OWNER, uid]).toEqual([0, process.getuid?.()]);
});

test('a secret that would change the configuration is refused', async () => {
  for (const edgeSecret of ['a"; } sub vcl_recv { return (pipe', 'two\nlines'])
    await expect(startEdge({ origin: live.url, edgeSecret })).rejects.toThrow('EDGE_SECRET');
});
