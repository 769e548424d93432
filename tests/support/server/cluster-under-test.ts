import { Lifetime } from '#kernel';
import { PostgresServer } from '../data/postgres-server.js';
import { startClusterNode } from './cluster-node.js';
import type { ServerUnderTest } from './server-under-test.js';

/** A PostgreSQL of its own and the nodes that share it. */
export class ClusterUnderTest {
  readonly #lifetime = new Lifetime();
  readonly #postgres: PostgresServer;
  readonly #env: Record<string, string>;

  /** `env`: of every node. */
  static async create(env: Record<string, string> = {}): Promise<ClusterUnderTest> {
    return new ClusterUnderTest(await PostgresServer.create(), env);
  }

  private constructor(postgres: PostgresServer, env: Record<string, string>) {
    this.#postgres = postgres;
    this.#env = env;
    this.#lifetime.adopt(() => postgres.close());
  }

  get databaseUrl(): string {
    return this.#postgres.url;
  }

  /** `env`: of this node alone. With `dataDir` it goes on with what lies there, and leaves it. */
  start(name: string, env: Record<string, string> = {}, dataDir?: string): Promise<ServerUnderTest> {
    const place = dataDir === undefined ? {} : { dataDir };
    return startClusterNode(name, this.#postgres, this.#lifetime, { ...this.#env, ...env }, place);
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}
