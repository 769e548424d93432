// Real here: the image, built from this checkout on a Debian of its own, and the node that it runs. Needs root, buildah and debootstrap.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Child, Lifetime, systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';

const root = join(import.meta.dirname, '..', '..', '..');
const BUILT_WITHIN_MS = 1_500_000;
const READY_WITHIN_MS = 120_000;
const TEST_MS = 240_000;
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

beforeAll(async () => {
  folder = mkdtempSync('/var/tmp/proscenium-image-');
  lifetime.adopt(async () => {
    await buildah('rm', '--all');
    rmSync(folder, { recursive: true, force: true });
  });
  await makeBase();
  const cache = join(homedir(), '.cache', 'proscenium');
  mkdirSync(cache, { recursive: true });
  await buildah(
    ...['bud', '--isolation', 'chroot', '--network', 'host', '--format', 'docker', '--pull-never'],
    ...['--build-arg', `BASE=${BASE}`, '--volume', `${cache}:/root/.cache/proscenium:rw`],
    ...['-f', 'infra/container/Containerfile'],
    ...['--ignorefile', 'infra/container/Containerfile.dockerignore'],
    ...['--target', 'server', '-t', 'localhost/proscenium', '.'],
  );
}, BUILT_WITHIN_MS);
afterAll(() => lifetime.close('the test is over'), TEST_MS);

test(
  'the image runs a node as a user who is not root, says that it is well, and ends on SIGTERM',
  async () => {
    const port = await freePort();
    const container = await buildah('from', '--pull-never', 'localhost/proscenium');
    const { Docker } = JSON.parse(await buildah('inspect', container));
    expect(Docker.config).toMatchObject({ User: `${NOT_ROOT}:${NOT_ROOT}`, Volumes: { '/data': {} } });
    expect(Docker.config.Healthcheck.Test).toEqual(['CMD', 'node', 'infra/container/health.mjs', 'server']);
    const env = {
      PORT: String(port),
      PROSCENIUM_STAGE_RTC_PORT: '0',
      PROSCENIUM_STAGE_WORKERS: '1',
      PROSCENIUM_INGEST_RTMP_PORT: '0',
      PROSCENIUM_INGEST_RTMPS_PORT: '0',
      PROSCENIUM_INGEST_SRT_PORT: '0',
    };
    const inside = (...command: string[]) => [
      ...storage(),
      ...['run', '--isolation', 'chroot'],
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...[container, '--', ...command],
    ];
    const node = new Child({
      name: 'node in a container',
      command: 'buildah',
      args: inside(...Docker.config.Entrypoint, ...Docker.config.Cmd),
      clock: systemClock,
      cwd: root,
      graceMs: GRACE_MS,
      env: process.env,
    });
    lifetime.adopt(async () => void (await node.kill()));
    await waitFor('the node to be ready', READY_WITHIN_MS, async () => {
      if (!node.isRunning) throw new Error(JSON.stringify(await node.exited));
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      return answer?.status === 200;
    });
    await run('buildah', inside('node', 'infra/container/health.mjs', 'server'));
    const pid = (await run('pgrep', ['-f', '--newest', 'tini -- node --max-semi'])).stdout.trim();
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${NOT_ROOT}\\b`, 'm'));
    process.kill(Number(pid), 'SIGTERM');
    expect(await node.exited).toMatchObject({ kind: 'finished' });
  },
  TEST_MS,
);
