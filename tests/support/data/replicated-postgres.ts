import { Lifetime } from '#kernel';
import { waitFor } from '../kernel/wait-for.js';
import { SwitchedAddress } from '../network/switched-address.js';
import { PostgresServer } from './postgres-server.js';

const REPLICATED_WITHIN_MS = 20_000;

/** A PostgreSQL with an asynchronous replica, behind one address. */
export class ReplicatedPostgres {
  readonly #primary: PostgresServer;
  readonly #replica: PostgresServer;
  readonly #address: SwitchedAddress;
  readonly #lifetime: Lifetime;

  static async create(): Promise<ReplicatedPostgres> {
    const lifetime = new Lifetime();
    try {
      const primary = await PostgresServer.create();
      lifetime.adopt(() => primary.close());
      const replica = await primary.replicate();
      lifetime.adopt(() => replica.close());
      const address = await SwitchedAddress.create(primary.socketPath);
      lifetime.adopt(() => address.close());
      return new ReplicatedPostgres(primary, replica, address, lifetime);
    } catch (error) {
      await lifetime.close('could not start').catch(() => undefined);
      throw error;
    }
  }

  private constructor(
    primary: PostgresServer,
    replica: PostgresServer,
    address: SwitchedAddress,
    lifetime: Lifetime,
  ) {
    this.#primary = primary;
    this.#replica = replica;
    this.#address = address;
    this.#lifetime = lifetime;
  }

  get url(): string {
    return `postgresql://proscenium@127.0.0.1:${this.#address.port}/postgres`;
  }

  /** The replica has all that is written by now, and gets nothing more: what comes is what a fail-over loses. */
  async holdBack(): Promise<void> {
    const written = this.#primary.ask('SELECT pg_current_wal_lsn()');
    await waitFor(
      'the replica to have it',
      REPLICATED_WITHIN_MS,
      () => this.#replica.ask(`SELECT pg_last_wal_replay_lsn() >= '${written}'::pg_lsn`) === 't',
    );
    this.#replica.ask("ALTER SYSTEM SET primary_conninfo = ''");
    this.#replica.ask('SELECT pg_reload_conf()');
    await waitFor(
      'the replica to get nothing more',
      REPLICATED_WITHIN_MS,
      () => this.#primary.ask('SELECT count(*) FROM pg_stat_replication') === '0',
    );
  }

  /** The primary is gone, and the replica is what the address leads to. */
  async failOver(): Promise<void> {
    await this.#primary.stop();
    this.#replica.ask('SELECT pg_promote(true, 20)');
    this.#address.switchTo(this.#replica.socketPath);
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}
