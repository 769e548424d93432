import type { Fence, Ownership, OwnershipStore } from '#cluster';
import type { PrismaClient, Ownership as Row } from '../generated/client.js';

const OWNED = { ownerId: { not: null } } as const;

/** A standby counts for one epoch: a node of an older version, which knows of none, raises the epoch and leaves the text. */
const standbyText = (standbyId: string, epoch: number): string => `${standbyId}@${epoch}`;

const toOwnership = ({ thing, ownerId, epoch, standby }: Row): Ownership => {
  const [standbyId = null, ofEpoch] = standby?.split('@') ?? [];
  return { thing, ownerId, epoch, standbyId: ofEpoch === String(epoch) ? standbyId : null };
};

/** One statement decides each race. */
export class OwnershipsRepository implements OwnershipStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async find(thing: string): Promise<Ownership | undefined> {
    const row = await this.#prisma.ownership.findUnique({ where: { thing } });
    return row === null ? undefined : toOwnership(row);
  }

  async listOf(ownerIds: readonly string[]): Promise<Ownership[]> {
    const rows = await this.#prisma.ownership.findMany({ where: { ownerId: { in: [...ownerIds] } } });
    return rows.map(toOwnership);
  }

  async list(): Promise<Ownership[]> {
    return (await this.#prisma.ownership.findMany({ where: OWNED })).map(toOwnership);
  }

  async claim(
    thing: string,
    ownerId: string,
    fromEpoch: number,
    asStandby = false,
  ): Promise<Ownership | undefined> {
    const next = { thing, ownerId, epoch: fromEpoch + 1 };
    const won = { ...next, standbyId: null };
    if (fromEpoch === 0) {
      const { count } = await this.#prisma.ownership.createMany({ data: [next], skipDuplicates: true });
      return count === 1 ? won : undefined;
    }
    const standby = asStandby ? { standby: standbyText(ownerId, fromEpoch) } : {};
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, epoch: fromEpoch, ...standby },
      data: { ownerId, epoch: next.epoch, standby: null },
    });
    return count === 1 ? won : undefined;
  }

  async setStandby({ thing, ownerId, epoch }: Fence, standbyId: string | null): Promise<boolean> {
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, ownerId, epoch },
      data: { standby: standbyId === null ? null : standbyText(standbyId, epoch) },
    });
    return count === 1;
  }

  async give({ thing, ownerId, epoch }: Fence, standbyId: string): Promise<boolean> {
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, ownerId, epoch, standby: standbyText(standbyId, epoch) },
      data: { ownerId: standbyId, epoch: epoch + 1, standby: standbyText(standbyId, epoch + 1) },
    });
    return count === 1;
  }

  async regain({ thing, ownerId, epoch }: Fence): Promise<boolean> {
    const own = { ownerId, epoch };
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, epoch: { lt: epoch } },
      data: { ...own, standby: null },
    });
    if (count === 1) return true;
    const made = await this.#prisma.ownership.createMany({ data: [{ thing, ...own }], skipDuplicates: true });
    return made.count === 1;
  }

  async release({ thing, ownerId, epoch }: Fence): Promise<boolean> {
    const { count } = await this.#prisma.ownership.updateMany({
      where: { thing, ownerId, epoch },
      data: { ownerId: null, standby: null },
    });
    return count === 1;
  }
}
