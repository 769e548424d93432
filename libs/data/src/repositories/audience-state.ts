import type { AudienceSettings, AudienceStateRecord, AudienceStateStore } from '#audience';
import { Prisma, type PrismaClient } from '../generated/client.js';

export class AudienceStateRepository implements AudienceStateStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async load(showId: string): Promise<AudienceStateRecord> {
    const row = await this.#prisma.audienceState.findUnique({ where: { showId } });
    return {
      settings: (row?.settings ?? null) as AudienceSettings | null,
      pinnedMessageId: row?.pinnedMessageId ?? null,
      notice: row?.notice ?? null,
      peakViewers: row?.peakViewers ?? 0,
    };
  }

  async save(showId: string, patch: Partial<Omit<AudienceStateRecord, 'peakViewers'>>): Promise<void> {
    const { settings, ...rest } = patch;
    const json = settings === null ? Prisma.DbNull : settings && { ...settings };
    const data = { ...rest, ...(json === undefined ? {} : { settings: json }) };
    await this.#prisma.audienceState.upsert({ where: { showId }, create: { showId, ...data }, update: data });
  }
}
