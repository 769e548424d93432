import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child, keptCertificate, systemClock, systemRandom } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { waitFor } from '../kernel/wait-for.js';
import { httpsGet } from './https-get.js';

const READY_WITHIN_MS = 20_000;
const HOST = '127.0.0.1';

/** A real certificate authority for tests, and name servers that lead every domain to this machine. */
export class Pebble {
  /** Where an ACME client begins. */
  readonly directory: string;
  /** Trust in its own HTTPS, as NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  readonly #children: readonly Child[];

  /** It asks a domain at `httpPort`. */
  static async create(folder: string, httpPort: number): Promise<Pebble> {
    const [port, management, dns, dnsManagement] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const { cert, key } = await keptCertificate({
      folder: join(folder, 'pebble'),
      hosts: [HOST, 'localhost'],
      clock: systemClock,
      random: systemRandom,
    });
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const caFile = await file('pebble-cert.pem', cert);
    const config = {
      listenAddress: `${HOST}:${port}`,
      managementListenAddress: `${HOST}:${management}`,
      certificate: caFile,
      privateKey: await file('pebble-key.pem', key),
      httpPort,
      tlsPort: 0,
      ocspResponderURL: '',
      externalAccountBindingRequired: false,
    };
    const names = new Child({
      name: 'names',
      command: 'pebble-challtestsrv',
      args: [
        ...['-defaultIPv4', HOST, '-defaultIPv6', '', '-dns01', `${HOST}:${dns}`],
        ...['-management', `${HOST}:${dnsManagement}`, '-http01', '', '-https01', '', '-tlsalpn01', ''],
      ],
      clock: systemClock,
    });
    const authority = new Child({
      name: 'pebble',
      command: 'pebble',
      args: [
        '-config',
        await file('pebble.json', JSON.stringify({ pebble: config })),
        '-dnsserver',
        `${HOST}:${dns}`,
      ],
      env: { ...process.env, PEBBLE_VA_NOSLEEP: '1' },
      clock: systemClock,
    });
    const directory = `https://${HOST}:${port}/dir`;
    const pebble = new Pebble(directory, caFile, [names, authority]);
    try {
      await waitFor('pebble to answer', READY_WITHIN_MS, async () => {
        for (const child of [names, authority])
          if (!child.isRunning) throw new Error(`it ended: ${child.stderrTail}`);
        return (await httpsGet({ port, path: '/dir', ca: cert }).catch(() => undefined))?.status === 200;
      });
    } catch (error) {
      await pebble.close();
      throw error;
    }
    return pebble;
  }

  private constructor(directory: string, caFile: string, children: readonly Child[]) {
    this.directory = directory;
    this.caFile = caFile;
    this.#children = children;
  }

  async close(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()));
  }
}
