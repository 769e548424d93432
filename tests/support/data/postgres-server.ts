import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { copyPrepared } from './prepared-copies.js';

/** Debian keeps the server's programs out of PATH, one folder a version. */
function findBinaries(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(base, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (found === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return found;
}

/** PostgreSQL refuses to run as root, so root borrows the package's own user. */
const asUser = (command: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];

/** One that the package's user may write to. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'proscenium-pg-'));
  chmodSync(folder, 0o777);
  return folder;
}

async function initialise(bin: string, data: string): Promise<void> {
  // The package's user has to get in and make the folder.
  chmodSync(dirname(data), 0o777);
  const [command, args] = asUser(join(bin, 'initdb'), [
    ...['-D', data, '-U', 'proscenium', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
  ]);
  execFileSync(command, args, { stdio: 'pipe', cwd: dirname(data) });
}

/** A real server of its own in a temporary folder, reached by a Unix socket, so no port is taken. */
export class PostgresServer {
  readonly url: string;
  readonly #folder: string;
  readonly #bin: string;
  readonly #settings: Readonly<Record<string, string>>;
  #child: Child | undefined;

  static async create(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
    const bin = findBinaries();
    const folder = newFolder();
    const edition = bin.split('/').at(-2) as string;
    await copyPrepared(
      { name: 'postgres', edition, make: (made) => initialise(bin, made) },
      join(folder, 'data'),
    );
    const server = new PostgresServer(folder, bin, settings);
    await server.start();
    return server;
  }

  /** Another server that gets what is written here a moment later. */
  async replicate(): Promise<PostgresServer> {
    const folder = newFolder();
    this.#run('pg_basebackup', [
      ...['-h', this.#folder, '-U', 'proscenium', '-D', join(folder, 'data')],
      ...['-R', '-X', 'stream', '-c', 'fast'],
    ]);
    const replica = new PostgresServer(folder, this.#bin, this.#settings);
    await replica.start();
    return replica;
  }

  private constructor(folder: string, bin: string, settings: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#settings = settings;
    this.#bin = bin;
    this.url = `postgresql://proscenium@localhost/postgres?host=${encodeURIComponent(folder)}`;
  }

  /** Where it listens. */
  get socketPath(): string {
    return join(this.#folder, '.s.PGSQL.5432');
  }

  /** The answer as text. */
  ask(sql: string): string {
    return this.#run('psql', ['-h', this.#folder, '-U', 'proscenium', '-d', 'postgres', '-AtXc', sql]).trim();
  }

  async start(): Promise<void> {
    const [command, args] = asUser(join(this.#bin, 'postgres'), [
      ...['-D', join(this.#folder, 'data'), '-k', this.#folder, '-c', 'listen_addresses='],
      ...['-c', 'fsync=on', '-c', 'shared_buffers=32MB'],
      ...Object.entries(this.#settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    const child = new Child({ name: 'postgres', command, args, clock: systemClock, cwd: this.#folder });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const watch = systemClock.every(20, () => {
        if (/ready to accept (read-only )?connections/.test(child.stderrTail)) {
          watch();
          resolve();
        } else if (!child.isRunning) {
          watch();
          reject(new Error(`postgres did not start: ${child.stderrTail}`));
        }
      });
    });
  }

  /** Like a machine that goes away: no goodbye to clients. */
  async stop(): Promise<void> {
    if (this.#child === undefined) return;
    this.#run('pg_ctl', ['-D', join(this.#folder, 'data'), '-m', 'immediate', '-w', 'stop']);
    await this.#child.exited;
    this.#child = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(program: string, options: string[]): string {
    const [command, args] = asUser(join(this.#bin, program), options);
    return execFileSync(command, args, { stdio: 'pipe', cwd: this.#folder, encoding: 'utf8' });
  }
}
