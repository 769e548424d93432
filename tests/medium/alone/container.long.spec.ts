// Real here: the images, built from this checkout on a Debian of its own, and what they run. Needs root, buildah and debootstrap.
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Child, Lifetime, systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { treeOf } from '../../support/processes/processes.js';

const root = join(import.meta.dirname, '..', '..', '..');
const BUILT_WITHIN_MS = 1_500_000;
const READY_WITHIN_MS = 120_000;
const CLOSED_WITHIN_MS = 240_000;
const GRACE_MS = 75_000;
const NOT_ROOT = '10001';
const CERTIFICATES = 'etc/ssl/certs/ca-certificates.crt';
const BASE = 'localhost/proscenium-base';

const run = promisify(execFile);
const lifetime = new Lifetime();
let folder: string;

const storage = (): string[] => [
  ...['--root', join(folder, 'store'), '--runroot', join(folder, 'run')],
  ...['--storage-driver', 'overlay'],
];
async function buildah(...args: string[]): Promise<string> {
  const { stdout } = await run('buildah', [...storage(), ...args], {
    cwd: root,
    maxBuffer: 64 * 1_024 * 1_024,
    env: { ...process.env, BUILDAH_ISOLATION: 'chroot' },
  });
  return stdout.trim();
}

/** Debian with a Node, and the authorities that this machine trusts: what a registry's base image is elsewhere. */
async function makeBase(): Promise<void> {
  const debian = join(folder, 'debian');
  await run('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', debian]);
  cpSync(process.execPath, join(debian, 'usr/local/bin/node'));
  const npm = join(realpathSync((await run('which', ['npm'])).stdout.trim()), '..', '..');
  mkdirSync(join(debian, 'usr/local/lib/node_modules'), { recursive: true });
  cpSync(npm, join(debian, 'usr/local/lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(debian, 'usr/local/bin/npm'));
  cpSync(join('/', CERTIFICATES), join(debian, CERTIFICATES), { dereference: true });
  const container = await buildah('from', 'scratch');
  await buildah('add', '-q', container, debian, '/');
  const trusts = ['npm_config_cafile', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => [
    '--env',
    `${name}=/${CERTIFICATES}`,
  ]);
  await buildah('config', ...trusts, container);
  await buildah('commit', '-q', container, BASE);
}

/** Answers the container made of the image, and what its configuration says. */
async function build(target: 'server' | 'edge' | 'relay') {
  const cache = join(homedir(), '.cache', 'proscenium');
  mkdirSync(cache, { recursive: true });
  const image = `localhost/proscenium-${target}`;
  await buildah(
    ...['bud', '--isolation', 'chroot', '--network', 'host', '--format', 'docker', '--pull-never'],
    ...['--build-arg', `BASE=${BASE}`, '--volume', `${cache}:/root/.cache/proscenium:rw`],
    ...['-f', 'infra/container/Containerfile'],
    ...['--ignorefile', 'infra/container/Containerfile.dockerignore'],
    ...['--target', target, '-t', image, '.'],
  );
  const container = await buildah('from', '--pull-never', image);
  const { Docker } = JSON.parse(await buildah('inspect', container));
  return { container, config: Docker.config };
}

/** A command inside of it, as its user. */
const inside = (container: string, env: Record<string, string>, ...command: string[]): string[] => [
  ...storage(),
  ...['run', '--isolation', 'chroot'],
  ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ...[container, '--', ...command],
];

function start(name: string, args: string[]): Child {
  const child = new Child({
    ...{ name, command: 'buildah', args, clock: systemClock, cwd: root },
    ...{ graceMs: GRACE_MS, env: process.env },
  });
  lifetime.adopt(() => end(child));
  return child;
}

/** The first process inside passes the signal on; buildah alone would leave what it has started. */
async function end(child: Child): Promise<void> {
  const inside = treeOf(child.pid ?? 0).filter(({ command }) => command.startsWith('/usr/bin/tini '));
  for (const { pid } of inside) process.kill(pid, 'SIGTERM');
  if (inside.length > 0) await child.exited;
  await child.kill();
}

beforeAll(async () => {
  folder = mkdtempSync('/var/tmp/proscenium-image-');
  lifetime.adopt(async () => {
    await buildah('rm', '--all');
    rmSync(folder, { recursive: true, force: true });
  });
  await makeBase();
}, BUILT_WITHIN_MS);
afterAll(() => lifetime.close('the tests are over'), CLOSED_WITHIN_MS);

test(
  'the image of a node runs one as a user who is not root, says that it is well, and ends on SIGTERM',
  async () => {
    const port = await freePort();
    const { container, config } = await build('server');
    expect(config).toMatchObject({ User: `${NOT_ROOT}:${NOT_ROOT}`, Volumes: { '/data': {} } });
    expect(config.Healthcheck.Test).toEqual(['CMD', 'node', 'infra/container/health.mjs', 'server']);
    const env = {
      PORT: String(port),
      PROSCENIUM_STAGE_RTC_PORT: '0',
      PROSCENIUM_STAGE_WORKERS: '1',
      PROSCENIUM_INGEST_RTMP_PORT: '0',
      PROSCENIUM_INGEST_RTMPS_PORT: '0',
      PROSCENIUM_INGEST_SRT_PORT: '0',
    };
    const node = start('node', inside(container, env, ...config.Entrypoint, ...config.Cmd));
    await waitFor('the node to be ready', READY_WITHIN_MS, async () => {
      if (!node.isRunning) throw new Error(JSON.stringify(await node.exited));
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      return answer?.status === 200;
    });
    await run('buildah', inside(container, env, 'node', 'infra/container/health.mjs', 'server'));
    const pid = (await run('pgrep', ['-f', '--newest', 'tini -- node --max-semi'])).stdout.trim();
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${NOT_ROOT}\\b`, 'm'));
    process.kill(Number(pid), 'SIGTERM');
    expect(await node.exited).toMatchObject({ kind: 'finished' });
  },
  BUILT_WITHIN_MS,
);

test(
  'the image of an edge answers for an origin, as a user who is not root',
  async () => {
    const origin = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end('#EXTM3U');
    });
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
    lifetime.adopt(async () => void origin.close());
    const { container, config } = await build('edge');
    expect(config).toMatchObject({ User: `${NOT_ROOT}:${NOT_ROOT}` });
    const [port, httpsPort] = [await freePort(), await freePort()];
    const at = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
    const ports = ['--http-port', String(port), '--port', String(httpsPort)];
    const command = ['node', 'infra/cdn/run.mjs', '--origin', at, ...ports];
    const edge = start('edge', inside(container, {}, ...config.Entrypoint, ...command));
    await waitFor('the edge to answer', READY_WITHIN_MS, async () => {
      if (!edge.isRunning) throw new Error(JSON.stringify(await edge.exited));
      const answer = await fetch(`http://127.0.0.1:${port}/live/show_1/index.m3u8`).catch(() => undefined);
      return answer?.status === 200 && (await answer.text()) === '#EXTM3U';
    });
  },
  BUILT_WITHIN_MS,
);

test(
  'the image of a relay answers STUN, as a user who is not root',
  async () => {
    const { container, config } = await build('relay');
    expect(config).toMatchObject({ User: `${NOT_ROOT}:${NOT_ROOT}` });
    const port = await freePort();
    const render = `node infra/turn/render.mjs MEDIA_ADDRESS=192.0.2.10 LISTEN_HOST=127.0.0.1 PORT=${port}`;
    const command = `${render} > /tmp/turnserver.conf && exec turnserver -c /tmp/turnserver.conf`;
    const env = { TURN_SECRET: 'a-long-random-text-of-the-test' };
    const relay = start('relay', inside(container, env, ...config.Entrypoint, 'sh', '-c', command));
    const socket = createSocket('udp4');
    lifetime.adopt(async () => void socket.close());
    const heard = once(socket, 'message');
    // A binding request: type, no attributes, the magic cookie, an id.
    const request = Buffer.from(`000100002112a442${'ab'.repeat(12)}`, 'hex');
    let isAnswered = false;
    void heard.then(() => {
      isAnswered = true;
    });
    await waitFor('the relay to answer', READY_WITHIN_MS, async () => {
      if (!relay.isRunning) throw new Error(JSON.stringify(await relay.exited));
      socket.send(request, port, '127.0.0.1');
      return isAnswered;
    });
    const [answer] = (await heard) as [Buffer];
    expect(answer.toString('hex', 0, 2)).toBe('0101');
  },
  BUILT_WITHIN_MS,
);
