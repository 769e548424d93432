import type { Change, ChangeCursor, Changes, ChangesStore } from '#cluster';
import type { PrismaClient } from '../generated/client.js';

/** Older changes may be deleted already. */
const OLDEST_CURSOR_MS = 600_000;

const KINDS: Readonly<Record<string, Change['kind']>> = {
  Ownership: 'ownership',
  Show: 'show',
  Ban: 'bans',
};

interface Row {
  server: string;
  transaction: bigint;
  atMs: number;
  thing: string | null;
}

const toChange = (text: string): Change | undefined => {
  const [table = '', ...id] = text.split(' ');
  const kind = KINDS[table];
  return kind === undefined ? undefined : { kind, id: id.join(' ') };
};

/**
 * A transaction gets its number before it commits, so those with higher ones may be seen before it: a reader goes on from the
 * oldest that had not ended when it looked, and reads some changes twice but leaves none out.
 */
export class ChangesRepository implements ChangesStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async since(before: ChangeCursor | undefined): Promise<Changes> {
    const rows = await this.#prisma.$queryRaw<Row[]>`
      SELECT "now".*, "Change"."thing" FROM (
        SELECT date_part('epoch', pg_postmaster_start_time())::text AS "server",
          txid_snapshot_xmin(txid_current_snapshot()) AS "transaction",
          (date_part('epoch', clock_timestamp()) * 1000) AS "atMs"
      ) AS "now" LEFT JOIN "Change" ON "Change"."transaction" >= ${before?.transaction ?? null}::bigint`;
    const [first] = rows;
    if (first === undefined) throw new Error('the database does not say where it is');
    const { server, transaction, atMs } = first;
    const isKnown =
      before?.server === server &&
      before.transaction <= transaction &&
      Math.abs(atMs - before.atMs) < OLDEST_CURSOR_MS;
    const changed = rows.flatMap(({ thing }) => toChange(thing ?? '') ?? []);
    return { cursor: { server, transaction, atMs }, changed: isKnown ? changed : undefined };
  }
}
