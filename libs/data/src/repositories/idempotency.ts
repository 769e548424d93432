import type { IdempotencyStore, StoredAnswer } from '#control';
import type { Prisma, PrismaClient } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

export class IdempotencyRepository implements IdempotencyStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async begin(
    scope: string,
    key: string,
    requestHash: string,
    nowMs: number,
  ): Promise<StoredAnswer | undefined> {
    const { count } = await this.#prisma.idempotencyKey.createMany({
      data: [{ scope, key, requestHash, createdAt: toDate(nowMs) }],
      skipDuplicates: true,
    });
    if (count === 1) return undefined;
    const row = await this.#prisma.idempotencyKey.findUnique({ where: { scope_key: { scope, key } } });
    // Gone between the two statements: the first request was given up, so this one is the first.
    if (row === null) return this.begin(scope, key, requestHash, nowMs);
    return {
      requestHash: row.requestHash,
      status: row.status,
      body: row.body,
      createdAtMs: toMs(row.createdAt),
    };
  }

  async finish(scope: string, key: string, status: number, body: unknown): Promise<void> {
    await this.#prisma.idempotencyKey.updateMany({
      where: { scope, key },
      data: { status, body: body as Prisma.InputJsonValue },
    });
  }

  async abandon(scope: string, key: string): Promise<void> {
    await this.#prisma.idempotencyKey.deleteMany({ where: { scope, key, status: null } });
  }

  async removeBefore(beforeMs: number): Promise<number> {
    const { count } = await this.#prisma.idempotencyKey.deleteMany({
      where: { createdAt: { lt: toDate(beforeMs) } },
    });
    return count;
  }
}
