import { Lifetime } from '#kernel';
import { PostgresServer } from '../data/postgres-server.js';
import { startClusterNode } from './cluster-node.js';
import type { ServerUnderTest } from './server-under-test.js';

/** A PostgreSQL of its own and the nodes that share it. */
export class ClusterUnderTest {
  readonly #lifetime = new Lifetime();
  readonly #postgres: PostgresServer;

  static async create(): Promise<ClusterUnderTest> {
    return new ClusterUnderTest(await PostgresServer.create());
  }

  private constructor(postgres: PostgresServer) {
    this.#postgres = postgres;
    this.#lifetime.adopt(() => postgres.close());
  }

  start(name: string): Promise<ServerUnderTest> {
    return startClusterNode(name, this.#postgres, this.#lifetime);
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}
