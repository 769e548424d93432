import type { NodeRecord, NodeStore, StoredNode } from '#cluster';
import type { PrismaClient } from '../generated/client.js';

const MOST_NODES = 1_000;

/** All times are the database's: the nodes' own clocks may be minutes apart. */
export class NodesRepository implements NodeStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async announce({ id, name, host, port, version, shows, takesShows }: NodeRecord): Promise<void> {
    await this.#prisma.$executeRaw`
      INSERT INTO "Node" ("id", "name", "host", "port", "version", "shows", "takesShows", "seenAt")
      VALUES (${id}, ${name}, ${host}, ${port}, ${version}, ${shows}, ${takesShows}, (clock_timestamp() AT TIME ZONE 'UTC'))
      ON CONFLICT ("id") DO UPDATE SET "shows" = EXCLUDED."shows", "takesShows" = EXCLUDED."takesShows", "seenAt" = EXCLUDED."seenAt"`;
  }

  list(): Promise<StoredNode[]> {
    return this.#prisma.$queryRaw<StoredNode[]>`
      SELECT "id", "name", "host", "port", "version", "shows", "takesShows", "drainAsked",
        (date_part('epoch', (clock_timestamp() AT TIME ZONE 'UTC') - "seenAt") * 1000) AS "silentMs"
      FROM "Node" ORDER BY "id" LIMIT ${MOST_NODES}`;
  }

  /** Lasts until the node starts again. Answers the node as it is now; nothing where there is none. */
  async askToDrain(id: string): Promise<StoredNode | undefined> {
    await this.#prisma.node.updateMany({ where: { id }, data: { drainAsked: true } });
    return (await this.list()).find((node) => node.id === id);
  }

  async remove(id: string): Promise<void> {
    await this.#prisma.node.deleteMany({ where: { id } });
  }
}
