import type { MediaItem, MediaStore } from '#control';
import type { PrismaClient, MediaItem as Row } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

const toItem = ({ createdAt, ...row }: Row): MediaItem => ({ ...row, createdAtMs: toMs(createdAt) });

export class MediaRepository implements MediaStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create({ createdAtMs, ...item }: MediaItem, limit: number): Promise<boolean> {
    if ((await this.#prisma.mediaItem.count({ where: { showId: item.showId } })) >= limit) return false;
    await this.#prisma.mediaItem.create({ data: { ...item, createdAt: toDate(createdAtMs) } });
    return true;
  }

  async list(showId: string): Promise<MediaItem[]> {
    const orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] = [{ createdAt: 'asc' }, { id: 'asc' }];
    return (await this.#prisma.mediaItem.findMany({ where: { showId }, orderBy })).map(toItem);
  }

  async remove(showId: string, id: string): Promise<MediaItem | undefined> {
    const row = await this.#prisma.mediaItem.findUnique({ where: { id } });
    if (row === null || row.showId !== showId) return undefined;
    const { count } = await this.#prisma.mediaItem.deleteMany({ where: { id, showId } });
    return count > 0 ? toItem(row) : undefined;
  }
}
