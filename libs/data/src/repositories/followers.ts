import type { AnnouncementTimes, Follower, FollowersStore, PushKeys } from '#control';
import type { ShowLanguage } from '#protocol';
import type { PrismaClient } from '../generated/client.js';
import { toDate } from '../times.js';

interface Row {
  id: string;
  of: string;
  address: string;
  push: unknown;
  language: string;
}

const toFollower = (row: Row): Follower => ({
  id: row.id,
  of: row.of,
  address: row.address,
  push: row.push as PushKeys | null,
  language: row.language as ShowLanguage,
});

/** A column of JSON has no null of its own: without keys it is left out. */
const columnsOf = ({ push, ...rest }: Follower) => (push === null ? rest : { ...rest, push: { ...push } });

export class FollowersRepository implements FollowersStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async ask(wish: Follower, nowMs: number, askedBeforeMs: number): Promise<Follower | undefined> {
    const { count } = await this.#prisma.follower.createMany({
      data: [{ ...columnsOf(wish), askedAt: toDate(nowMs) }],
      skipDuplicates: true,
    });
    if (count > 0) return wish;
    const { of, address, language } = wish;
    // Of two who ask at once one sends.
    const again = await this.#prisma.follower.updateMany({
      where: { of, address, confirmedAt: null, askedAt: { lt: toDate(askedBeforeMs) } },
      data: { askedAt: toDate(nowMs), language },
    });
    if (again.count === 0) return undefined;
    const row = await this.#prisma.follower.findUnique({ where: { address_of: { address, of } } });
    return row === null ? undefined : toFollower(row);
  }

  async subscribe(wish: Follower, nowMs: number): Promise<Follower> {
    const { of, address } = wish;
    const columns = columnsOf(wish);
    const at = { askedAt: toDate(nowMs), confirmedAt: toDate(nowMs) };
    const { id: _, ...update } = columns;
    const row = await this.#prisma.follower.upsert({
      where: { address_of: { address, of } },
      create: { ...columns, ...at },
      update: { ...update, ...at },
    });
    return toFollower(row);
  }

  async find(id: string): Promise<(Follower & { isConfirmed: boolean }) | undefined> {
    const row = await this.#prisma.follower.findUnique({ where: { id } });
    return row === null ? undefined : { ...toFollower(row), isConfirmed: row.confirmedAt !== null };
  }

  async confirm(id: string, nowMs: number): Promise<boolean> {
    const { count } = await this.#prisma.follower.updateMany({
      where: { id },
      data: { confirmedAt: toDate(nowMs) },
    });
    return count > 0;
  }

  async remove(id: string): Promise<void> {
    await this.#prisma.follower.deleteMany({ where: { id } });
  }

  async removeUnconfirmed(beforeMs: number): Promise<void> {
    await this.#prisma.follower.deleteMany({
      where: { confirmedAt: null, askedAt: { lt: toDate(beforeMs) } },
    });
  }

  async list(of: readonly string[], afterAddress: string, limit: number): Promise<Follower[]> {
    const rows = await this.#prisma.follower.findMany({
      where: { of: { in: [...of] }, address: { gt: afterAddress }, confirmedAt: { not: null } },
      orderBy: [{ address: 'asc' }, { of: 'asc' }],
      take: limit,
    });
    // Who follows the host and the site gets one message; the next page begins behind the address.
    return rows.filter(({ address }, index) => rows[index - 1]?.address !== address).map(toFollower);
  }

  async announce(showId: string, nowMs: number): Promise<void> {
    await this.#prisma.announcement.createMany({
      data: [{ showId, createdAt: toDate(nowMs), leaseUntil: toDate(nowMs) }],
      skipDuplicates: true,
    });
  }

  async claim(times: AnnouncementTimes): Promise<{ showId: string; afterAddress: string } | undefined> {
    const [now, leaseUntil] = [toDate(times.nowMs), toDate(times.leaseUntilMs)];
    const free = {
      isDone: false,
      leaseUntil: { lte: now },
      createdAt: { gte: toDate(times.notBeforeMs) },
    };
    const row = await this.#prisma.announcement.findFirst({ where: free, orderBy: { createdAt: 'asc' } });
    if (row === null) return undefined;
    const { count } = await this.#prisma.announcement.updateMany({
      where: { showId: row.showId, ...free },
      data: { leaseUntil },
    });
    // Another node has claimed it first, and goes on to the others as well.
    return count === 0 ? undefined : { showId: row.showId, afterAddress: row.afterAddress };
  }

  async progress(showId: string, afterAddress: string, leaseUntilMs: number): Promise<void> {
    await this.#prisma.announcement.updateMany({
      where: { showId },
      data: { afterAddress, leaseUntil: toDate(leaseUntilMs) },
    });
  }

  async done(showId: string): Promise<void> {
    await this.#prisma.announcement.updateMany({ where: { showId }, data: { isDone: true } });
  }
}
