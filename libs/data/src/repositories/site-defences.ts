import { NO_SITE_WORDS, type SiteBanRecord, type SiteDefencesStore } from '#audience';
import type { SiteWords } from '#protocol';
import type { PrismaClient } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

const WORDS = 'chat-words';

export class SiteDefencesRepository implements SiteDefencesStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async words(): Promise<SiteWords | undefined> {
    const row = await this.#prisma.setting.findUnique({ where: { key: WORDS } });
    return row === null ? undefined : { ...NO_SITE_WORDS, ...(JSON.parse(row.value) as Partial<SiteWords>) };
  }

  async setWords(words: SiteWords): Promise<void> {
    const value = JSON.stringify(words);
    await this.#prisma.setting.upsert({
      where: { key: WORDS },
      create: { key: WORDS, value },
      update: { value },
    });
  }

  async listBans(limit: number): Promise<SiteBanRecord[]> {
    const rows = await this.#prisma.siteBan.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map(({ createdAt, ...row }) => ({ ...row, createdAtMs: toMs(createdAt) }));
  }

  async hasBan({ personId, deviceHash }: Parameters<SiteDefencesStore['hasBan']>[0]): Promise<boolean> {
    // One after the other: of both in one condition no index is used.
    const wanted = [{ subjectId: personId }, ...(deviceHash === null ? [] : [{ deviceHash }])];
    for (const where of wanted)
      if ((await this.#prisma.siteBan.findFirst({ where, select: { id: true } })) !== null) return true;
    return false;
  }

  async addBan({ createdAtMs, ...ban }: SiteBanRecord): Promise<void> {
    await this.#prisma.siteBan.create({ data: { ...ban, createdAt: toDate(createdAtMs) } });
  }

  async removeBan(id: string): Promise<boolean> {
    return (await this.#prisma.siteBan.deleteMany({ where: { id } })).count > 0;
  }
}
