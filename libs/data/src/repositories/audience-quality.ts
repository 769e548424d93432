import { qualityGroupsSchema } from '#origin';
import type { QualityStore } from '#show';
import type { PrismaClient } from '../generated/client.js';

type Groups = Parameters<QualityStore['put']>[2];

export class AudienceQualityRepository implements QualityStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  /** What another version has written and this one cannot read is left out. */
  async list(showId: string): Promise<{ node: string; groups: Groups }[]> {
    const rows = await this.#prisma.audienceQuality.findMany({ where: { showId }, orderBy: { node: 'asc' } });
    return rows.flatMap(({ node, groups }) => {
      const read = qualityGroupsSchema.safeParse(groups);
      return read.success ? [{ node, groups: read.data }] : [];
    });
  }

  async put(showId: string, node: string, groups: Groups): Promise<void> {
    await this.#prisma.audienceQuality.upsert({
      where: { showId_node: { showId, node } },
      create: { showId, node, groups },
      update: { groups },
    });
  }
}
