import type { Fence } from '#cluster';
import type { SettingsStore } from '#show';
import type { PrismaClient } from '../generated/client.js';
import { limitIdle } from '../limit-idle.js';
import { isStillOwner } from '../still-owner.js';

export class SettingsRepository implements SettingsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async find(key: string): Promise<string | undefined> {
    const row = await this.#prisma.setting.findUnique({ where: { key } });
    return row?.value;
  }

  async settle(key: string, value: string): Promise<string> {
    await this.#prisma.setting.createMany({ data: [{ key, value }], skipDuplicates: true });
    return (await this.find(key)) ?? value;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#prisma.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
  }

  /** Writes, or with null removes, only while that owner has the thing. Answers whether it has. */
  async setAs(owner: Fence, key: string, value: string | null): Promise<boolean> {
    return this.#prisma.$transaction(async (tx) => {
      await limitIdle(tx);
      if (!(await isStillOwner(tx, owner))) return false;
      if (value === null) await tx.setting.deleteMany({ where: { key } });
      else await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
      return true;
    });
  }

  async remove(key: string): Promise<void> {
    await this.#prisma.setting.deleteMany({ where: { key } });
  }
}
