import type { Ownership, OwnershipStore } from '#cluster';
import type { PrismaClient } from '../generated/client.js';

const OWNED = { ownerId: { not: null } } as const;

/** One statement decides each race. */
export class OwnershipsRepository implements OwnershipStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async find(thing: string): Promise<Ownership | undefined> {
    return (await this.#prisma.ownership.findUnique({ where: { thing } })) ?? undefined;
  }

  listOf(ownerIds: readonly string[]): Promise<Ownership[]> {
    return this.#prisma.ownership.findMany({ where: { ownerId: { in: [...ownerIds] } } });
  }

  list(): Promise<Ownership[]> {
    return this.#prisma.ownership.findMany({ where: OWNED });
  }

  async claim(thing: string, ownerId: string, fromEpoch: number): Promise<Ownership | undefined> {
    const next = { thing, ownerId, epoch: fromEpoch + 1 };
    if (fromEpoch === 0) {
      const { count } = await this.#prisma.ownership.createMany({ data: [next], skipDuplicates: true });
      return count === 1 ? next : undefined;
    }
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, epoch: fromEpoch },
      data: { ownerId, epoch: next.epoch },
    });
    return count === 1 ? next : undefined;
  }

  async release({ thing, ownerId, epoch }: Ownership): Promise<boolean> {
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, ownerId, epoch },
      data: { ownerId: null },
    });
    return count === 1;
  }
}
