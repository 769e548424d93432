import type { SceneContent, ScenePatch, SceneRecord, ScenesStore } from '#control';
import type { Prisma, PrismaClient, Scene as Row } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

const toScene = ({ createdAt, content, ...row }: Row): SceneRecord => ({
  ...row,
  content: content as unknown as SceneContent,
  createdAtMs: toMs(createdAt),
});

const toJson = (content: SceneContent) => content as unknown as Prisma.InputJsonValue;

export class ScenesRepository implements ScenesStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create(
    { createdAtMs, content, ...scene }: Omit<SceneRecord, 'position'>,
    limit: number,
  ): Promise<SceneRecord | undefined> {
    const { _count: count, _max: max } = await this.#prisma.scene.aggregate({
      where: { showId: scene.showId },
      _count: true,
      _max: { position: true },
    });
    if (count >= limit) return undefined;
    const position = (max.position ?? 0) + 1;
    const data = { ...scene, position, content: toJson(content), createdAt: toDate(createdAtMs) };
    return toScene(await this.#prisma.scene.create({ data }));
  }

  async list(showId: string): Promise<SceneRecord[]> {
    const orderBy: [{ position: 'asc' }, { id: 'asc' }] = [{ position: 'asc' }, { id: 'asc' }];
    return (await this.#prisma.scene.findMany({ where: { showId }, orderBy })).map(toScene);
  }

  async change(
    showId: string,
    id: string,
    { name, position, content }: ScenePatch,
  ): Promise<SceneRecord | undefined> {
    const data = {
      ...(name === undefined ? {} : { name }),
      ...(position === undefined ? {} : { position }),
      ...(content === undefined ? {} : { content: toJson(content) }),
    };
    const { count } = await this.#prisma.scene.updateMany({ where: { id, showId }, data });
    if (count === 0) return undefined;
    const row = await this.#prisma.scene.findUnique({ where: { id } });
    return row === null ? undefined : toScene(row);
  }

  async remove(showId: string, id: string): Promise<boolean> {
    return (await this.#prisma.scene.deleteMany({ where: { id, showId } })).count > 0;
  }
}
