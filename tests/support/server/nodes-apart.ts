import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lifetime } from '#kernel';
import { PostgresServer } from '../data/postgres-server.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { SwitchedNetwork } from '../network/switched-network.js';
import { startClusterNode } from './cluster-node.js';
import { RedisServer } from './redis-server.js';
import type { ServerUnderTest } from './server-under-test.js';

const POSTGRES_PORT = '5432';

/** Nodes with a network between them that can be broken; PostgreSQL and Redis are on this machine, which all reach. */
export class NodesApart {
  readonly network: SwitchedNetwork;
  /** By the file system: no fault of the network stands between. */
  readonly databaseUrl: string;
  readonly #lifetime: Lifetime;
  readonly #env: Record<string, string>;
  readonly #reachedUrl: string;

  static async create(): Promise<NodesApart> {
    const lifetime = new Lifetime();
    try {
      const network = new SwitchedNetwork();
      lifetime.adopt(() => network.close());
      const { ownAddress } = network;
      const folder = temporaryFolder();
      lifetime.adopt(() => folder.remove());
      chmodSync(folder.path, 0o755);
      const admits = join(folder.path, 'pg_hba.conf');
      writeFileSync(admits, `local all all trust\nhost all all ${ownAddress}/24 trust\n`);
      const postgres = await PostgresServer.create({ listen_addresses: ownAddress, hba_file: admits });
      lifetime.adopt(() => postgres.close());
      const redis = await RedisServer.create({ host: ownAddress });
      lifetime.adopt(() => redis.close());
      return new NodesApart(lifetime, network, postgres.url, redis.url);
    } catch (error) {
      await lifetime.close('could not start').catch(() => undefined);
      throw error;
    }
  }

  private constructor(lifetime: Lifetime, network: SwitchedNetwork, databaseUrl: string, redisUrl: string) {
    this.#lifetime = lifetime;
    this.network = network;
    this.databaseUrl = databaseUrl;
    this.#reachedUrl = `postgresql://proscenium@${network.ownAddress}:${POSTGRES_PORT}/postgres`;
    this.#env = { REDIS_URL: redisUrl };
  }

  async start(name: string, env: Record<string, string> = {}): Promise<ServerUnderTest> {
    this.network.add(name);
    return await startClusterNode(
      name,
      { url: this.#reachedUrl },
      this.#lifetime,
      {
        ...this.#env,
        PROSCENIUM_CLUSTER_ADDRESS: this.network.addressOf(name),
        ...env,
      },
      { host: this.network.watchedAt(name), through: this.network.through(name) },
    );
  }

  close(): Promise<void> {
    this.network.mend();
    return this.#lifetime.close('the test is over');
  }
}
