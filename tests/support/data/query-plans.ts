import pg from 'pg';
import { PostgresServer } from './postgres-server.js';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Filter?: string;
  Plans?: PlanNode[];
}

export interface TableRead {
  table: string;
  /** The index, and what of the question it answers; none is the whole table. */
  index: string | undefined;
  by: string | undefined;
  filter: string | undefined;
  query: string;
}

function* readsOf(node: PlanNode, query: string): Generator<TableRead> {
  const { 'Relation Name': table, 'Index Name': index, 'Index Cond': by, Filter: filter } = node;
  if (table !== undefined && node['Node Type'] !== 'ModifyTable') {
    // A bitmap is made by the nodes below.
    const below = node.Plans?.find((each) => each['Index Name'] !== undefined);
    yield {
      table,
      index: index ?? below?.['Index Name'],
      by: by ?? below?.['Index Cond'],
      filter,
      query,
    };
  }
  for (const each of node.Plans ?? []) yield* readsOf(each, query);
}

/** A PostgreSQL server that remembers each statement and tells how it would be answered. */
export class PlanningServer {
  readonly #server: PostgresServer;
  readonly #client: pg.Client;

  static async create(): Promise<PlanningServer> {
    const server = await PostgresServer.create({
      shared_preload_libraries: 'pg_stat_statements',
      'pg_stat_statements.track': 'all',
    });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('CREATE EXTENSION pg_stat_statements');
    return new PlanningServer(server, client);
  }

  private constructor(server: PostgresServer, client: pg.Client) {
    this.#server = server;
    this.#client = client;
  }

  get url(): string {
    return this.#server.url;
  }

  async forget(): Promise<void> {
    await this.#client.query('SELECT pg_stat_statements_reset()');
  }

  /**
   * How each statement since then reads its tables, in a plan for any values. Reading a whole table is made dear,
   * since small tables are read whole even where there is an index.
   */
  async reads(): Promise<TableRead[]> {
    const { rows } = await this.#client.query<{ query: string }>(
      `SELECT query FROM pg_stat_statements WHERE query ~ 'FROM "?(public|[A-Z])' ORDER BY query`,
    );
    await this.#client.query('SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan');
    const reads: TableRead[] = [];
    for (const { query } of rows) reads.push(...readsOf(await this.#plan(query), query));
    return reads;
  }

  async #plan(query: string): Promise<PlanNode> {
    const values = Math.max(0, ...[...query.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
    const nothing = values === 0 ? '' : `(${Array.from({ length: values }, () => 'NULL').join(', ')})`;
    await this.#client.query(`PREPARE asked AS ${query}`);
    const { rows } = await this.#client.query(`EXPLAIN (FORMAT JSON) EXECUTE asked${nothing}`);
    await this.#client.query('DEALLOCATE asked');
    return rows[0]['QUERY PLAN'][0].Plan;
  }

  async close(): Promise<void> {
    await this.#client.end();
    await this.#server.close();
  }
}
