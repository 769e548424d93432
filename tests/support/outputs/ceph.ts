import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, Lifetime, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { waitFor } from '../kernel/wait-for.js';

const PROGRAMS = ['ceph', 'ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin'];
const ANSWERS_WITHIN_MS = 60_000;
const ACCESS = 'an-access-key';
const SECRET = 'a-secret-key';

export const hasCeph = (): boolean => PROGRAMS.every((name) => existsSync(`/usr/bin/${name}`));

/** The object gateway of Ceph with one monitor and one disk in memory: S3 that nobody here wrote. Ready in some 13 s. */
export class Ceph {
  readonly endpoint: string;
  readonly #lifetime: Lifetime;
  readonly #gateway: Child;

  static async create(): Promise<Ceph> {
    const lifetime = new Lifetime();
    try {
      const folder = mkdtempSync(join(tmpdir(), 'proscenium-ceph-'));
      lifetime.adopt(() => rmSync(folder, { recursive: true, force: true }));
      const [monitor, port] = [await freePort(), await freePort()];
      await startCluster(folder, monitor, port, lifetime);
      const gateway = start(lifetime, folder, 'radosgw', ['-n', 'client.rgw']);
      const endpoint = `http://127.0.0.1:${port}`;
      await waitFor('the gateway to answer', ANSWERS_WITHIN_MS, () =>
        fetch(endpoint).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      return new Ceph(endpoint, lifetime, gateway);
    } catch (error) {
      await lifetime.close('could not start').catch(() => undefined);
      throw error;
    }
  }

  private constructor(endpoint: string, lifetime: Lifetime, gateway: Child) {
    this.endpoint = endpoint;
    this.#lifetime = lifetime;
    this.#gateway = gateway;
  }

  /** Of a bucket, as the setting has it. */
  urlOf(bucket: string): string {
    return `${this.endpoint.replace('//', `//${ACCESS}:${SECRET}@`)}/${bucket}`;
  }

  /** It accepts connections and answers nothing. */
  hang(): void {
    this.#gateway.signal('SIGSTOP');
  }

  goOn(): void {
    this.#gateway.signal('SIGCONT');
  }

  close(): Promise<void> {
    this.goOn();
    return this.#lifetime.close('the test is over');
  }
}

const conf = (folder: string): string => join(folder, 'ceph.conf');

function start(lifetime: Lifetime, folder: string, name: string, more: string[]): Child {
  const args = ['-f', '-c', conf(folder), ...more];
  const child = new Child({ name, command: name, args, clock: systemClock, graceMs: 500 });
  lifetime.adopt(async () => void (await child.kill()));
  return child;
}

async function startCluster(
  folder: string,
  monitor: number,
  port: number,
  lifetime: Lifetime,
): Promise<void> {
  const id = randomUUID();
  for (const name of ['mon', 'osd', 'run', 'rgw']) mkdirSync(join(folder, name));
  writeFileSync(conf(folder), settings(folder, id, monitor, port));
  writeFileSync(join(folder, 'keyring'), '');
  const run = (command: string, ...args: string[]) => promisify(execFile)(command, args);
  const withConf = (command: string, ...args: string[]) => run(command, '-c', conf(folder), ...args);
  const map = join(folder, 'monmap');
  await run('monmaptool', '--create', '--addv', 'a', `[v2:127.0.0.1:${monitor}]`, '--fsid', id, map);
  await withConf('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map);
  start(lifetime, folder, 'ceph-mon', ['-i', 'a']);
  const disk = randomUUID();
  await withConf('ceph', 'osd', 'new', disk);
  // With another id the monitor takes no notice of the disk.
  await withConf('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', disk);
  start(lifetime, folder, 'ceph-osd', ['-i', '0']);
  const user = ['user', 'create', '--uid=test', '--display-name=test'];
  await withConf('radosgw-admin', ...user, `--access-key=${ACCESS}`, `--secret-key=${SECRET}`);
}

/** Nobody is identified: the modes of all connections must say so, or clients wait for ever. */
const settings = (folder: string, id: string, monitor: number, port: number): string => `[global]
fsid = ${id}
mon host = [v2:127.0.0.1:${monitor}]
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
ms cluster mode = crc
ms service mode = crc
ms client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
ms mon client mode = crc
ms bind msgr1 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
pid file = ${folder}/run/$name.pid
log file = ${folder}/$name.log
log to stderr = false
keyring = ${folder}/keyring
mon data = ${folder}/mon
mon data avail crit = 1
mon allow pool size one = true
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 536870912
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw thread pool size = 16
`;
