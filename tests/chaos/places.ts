import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { preparedData } from '../support/data/prepared-data.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { NpmUnderTest } from '../support/processes/npm-under-test.js';

const root = join(import.meta.dirname, '..', '..');
const NOT_COPIED = new Set(['node_modules', 'var', '.git', 'out']);
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
/** An ordinary user has a network of their own in a user namespace. */
const OWN_NAMESPACE = isRoot ? [] : ['--map-root-user'];
/** Where temporary files are may be memory: hard links to installed packages want the disk. */
const ON_DISK = '/var/tmp';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function folder(): string {
  const made = temporaryFolder(ON_DISK);
  closers.push(() => made.remove());
  chmodSync(made.path, 0o777);
  return made.path;
}

const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] as const;

function mayNobodyRead(path: string): boolean {
  const [command, ...args] = AS_NOBODY;
  return !isRoot || spawnSync(command, [...args, 'test', '-r', path]).status === 0;
}

/** Linked; where the project lies in a closed folder, such as root's home, a link would lead an ordinary user nowhere. */
function bringDependencies(path: string): void {
  const installed = join(root, 'node_modules');
  if (mayNobodyRead(join(installed, 'mediasoup', 'package.json'))) {
    symlinkSync(installed, path);
    return;
  }
  // Hard links cost nothing, and cannot lead to another disk.
  const { status } = spawnSync('cp', ['-al', installed, path]);
  if (status !== 0) execFileSync('cp', ['-a', '--remove-destination', installed, path]);
}

/** The project as it is here, under another path, with an empty database. */
async function copyTo(path: string): Promise<string> {
  mkdirSync(path, { recursive: true });
  for (const name of readdirSync(root).filter((each) => !NOT_COPIED.has(each))) {
    cpSync(join(root, name), join(path, name), { recursive: true, preserveTimestamps: true });
  }
  bringDependencies(join(path, 'node_modules'));
  const data = await preparedData();
  cpSync(data.path, join(path, 'var'), { recursive: true });
  data.remove();
  return path;
}

export function runElsewhere(): void {
  test('it runs from a path with spaces and letters of other scripts', async () => {
    const cwd = await copyTo(join(folder(), 'my shows', '무대 № 1'));
    const server = await NpmUnderTest.start({ cwd, env: { PROSCENIUM_DATA_DIR: 'var' } });
    closers.push(() => server.dispose());
    await server.ready();
    const held = readdirSync(join(cwd, 'var')).filter((name) => name.startsWith('server.lock'));
    expect(held).toHaveLength(1);
    server.signal('SIGTERM');
    expect(await server.exited).toMatchObject({ code: 0 });
  });
}

function giveAway(home: string, cwd: string): void {
  // Not what was installed: its files may be the project's own under another name.
  const own = readdirSync(cwd).filter((name) => name !== 'node_modules');
  execFileSync('chown', ['-R', `${NOBODY}`, ...own.map((name) => join(cwd, name))]);
  execFileSync('chown', [`${NOBODY}`, home, cwd]);
}

export function runConfined(): void {
  test('it runs as an ordinary user', async () => {
    const home = folder();
    const cwd = await copyTo(join(home, 'proscenium'));
    // Any other user than root is an ordinary one.
    if (isRoot) giveAway(home, cwd);
    const env = {
      HOME: home,
      PROSCENIUM_DATA_DIR: 'var',
      TMPDIR: home,
      npm_config_cache: join(home, '.npm'),
    };
    const server = await NpmUnderTest.start({ cwd, ...(isRoot && { through: AS_NOBODY }), env });
    closers.push(() => server.dispose());
    await server.ready();
    server.signal('SIGTERM');
    expect(await server.exited).toMatchObject({ code: 0 });
  });

  test('it runs without any network once everything is installed', async () => {
    const through = ['unshare', ...OWN_NAMESPACE, '--net', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh'];
    const server = await NpmUnderTest.start({ through });
    closers.push(() => server.dispose());
    await server.said(new RegExp(`http://localhost:${server.port}`));
    const answer = execFileSync(
      'nsenter',
      [
        ...(isRoot ? [] : [`--user=/proc/${server.pid}/ns/user`, '--preserve-credentials']),
        `--net=/proc/${server.pid}/ns/net`,
        process.execPath,
        '-e',
        `fetch('http://127.0.0.1:${server.port}/readyz').then((response) => console.log(response.status))`,
      ],
      { encoding: 'utf8' },
    );
    expect(answer).toBe('200\n');
    server.signal('SIGTERM');
    expect(await server.exited).toMatchObject({ code: 0 });
  });
}
