import type { Fence } from '#cluster';
import type { PersonId, ShowId } from '#kernel';
import {
  DEFAULT_BRAND,
  DEFAULT_RECORDING,
  fillLimits,
  type OutboxEvent,
  type Page,
  type PageRequest,
  type Show,
  type ShowBrand,
  type ShowChange,
  type ShowChangeResult,
  type ShowFilter,
  type ShowLayout,
  type ShowLimits,
  type ShowPatch,
  type ShowProfile,
  type ShowRecording,
  type ShowsStore,
} from '#show';
import { Prisma, type PrismaClient, type Show as Row } from '../generated/client.js';
import { limitIdle } from '../limit-idle.js';
import { literally } from '../literally.js';
import { beyond, NEWEST_FIRST, take, toPage } from '../paging.js';
import { isStillOwner } from '../still-owner.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';
import { writeEvents } from './outbox-rows.js';

const toShow = (row: Row): Show => ({
  id: row.id as ShowId,
  ownerId: row.ownerId as PersonId,
  title: row.title,
  description: row.description,
  posterUrl: row.posterUrl,
  scheduledAtMs: toMsOrNull(row.scheduledAt),
  visibility: row.visibility,
  profile: row.profile as ShowProfile,
  layout: row.layout as ShowLayout,
  formats: row.formats as unknown as Show['formats'],
  limits: fillLimits(row.limits as unknown as Partial<ShowLimits>),
  resilience: row.resilience as Show['resilience'],
  captions: row.captions,
  recording: { ...DEFAULT_RECORDING, ...(row.recording as Partial<ShowRecording>) },
  brand: { ...DEFAULT_BRAND, ...(row.brand as unknown as Partial<ShowBrand>) },
  state: row.state,
  failure: row.failure,
  version: row.version,
  createdAtMs: toMs(row.createdAt),
  updatedAtMs: toMs(row.updatedAt),
  liveAtMs: toMsOrNull(row.liveAt),
  endedAtMs: toMsOrNull(row.endedAt),
});

function toColumns(patch: ShowPatch): Prisma.ShowUpdateManyMutationInput {
  const { scheduledAtMs, liveAtMs, endedAtMs, limits, recording, brand, formats, captions, ...rest } = patch;
  return {
    ...rest,
    ...(limits === undefined ? {} : { limits: { ...limits } }),
    ...(captions === undefined ? {} : { captions: [...captions] }),
    ...(formats === undefined ? {} : { formats: toJson(formats) }),
    ...(recording === undefined ? {} : { recording: { ...recording } }),
    ...(brand === undefined ? {} : { brand: brandJson(brand) }),
    ...(scheduledAtMs === undefined ? {} : { scheduledAt: toDateOrNull(scheduledAtMs) }),
    ...(liveAtMs === undefined ? {} : { liveAt: toDateOrNull(liveAtMs) }),
    ...(endedAtMs === undefined ? {} : { endedAt: toDateOrNull(endedAtMs) }),
  };
}

const toJson = (formats: Show['formats']) =>
  formats === null ? Prisma.DbNull : formats.map((format) => ({ ...format }));

const brandJson = (brand: ShowBrand) => ({
  ...brand,
  banners: brand.banners.map((banner) => ({ ...banner })),
});

function toWhere(filter: ShowFilter): Prisma.ShowWhereInput {
  return {
    ...(filter.ownerId === undefined ? {} : { ownerId: filter.ownerId }),
    ...(filter.visibility === undefined ? {} : { visibility: filter.visibility }),
    ...(filter.states === undefined ? {} : { state: { in: filter.states } }),
    ...(filter.search === undefined
      ? {}
      : { title: { contains: literally(filter.search), mode: 'insensitive' } }),
  };
}

export class ShowsRepository implements ShowsStore {
  readonly #prisma: PrismaClient;
  #fenceOf: (showId: string) => Fence | undefined = () => undefined;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  /** In a cluster: a node moves the state of a show that it runs only while it still owns it. */
  fenceWith(fenceOf: (showId: string) => Fence | undefined): void {
    this.#fenceOf = fenceOf;
  }

  async create(show: Show, events: readonly OutboxEvent[]): Promise<void> {
    const {
      createdAtMs,
      updatedAtMs,
      scheduledAtMs,
      liveAtMs,
      endedAtMs,
      limits,
      recording,
      brand,
      formats,
      captions,
      ...rest
    } = show;
    const data = {
      ...rest,
      limits: { ...limits },
      formats: toJson(formats),
      captions: [...captions],
      recording: { ...recording },
      brand: brandJson(brand),
      createdAt: toDate(createdAtMs),
      updatedAt: toDate(updatedAtMs),
      scheduledAt: toDateOrNull(scheduledAtMs),
      liveAt: toDateOrNull(liveAtMs),
      endedAt: toDateOrNull(endedAtMs),
    };
    await this.#prisma.$transaction([this.#prisma.show.create({ data }), writeEvents(this.#prisma, events)]);
  }

  async find(id: string): Promise<Show | undefined> {
    const row = await this.#prisma.show.findUnique({ where: { id } });
    return row === null ? undefined : toShow(row);
  }

  async list(filter: ShowFilter, page: PageRequest): Promise<Page<Show>> {
    const rows = await this.#prisma.show.findMany({
      where: { AND: [toWhere(filter), beyond(page)] },
      orderBy: NEWEST_FIRST,
      take: take(page),
    });
    return toPage(rows, page, toShow);
  }

  async change(change: ShowChange): Promise<ShowChangeResult> {
    const { version, states } = change.expect;
    const fence = change.patch.state === undefined ? undefined : this.#fenceOf(change.id);
    return this.#prisma.$transaction(async (tx) => {
      await limitIdle(tx);
      if (fence !== undefined && !(await isStillOwner(tx, fence))) return { outcome: 'conflict' };
      const [row] = await tx.show.updateManyAndReturn({
        where: {
          id: change.id,
          ...(version === undefined ? {} : { version }),
          ...(states === undefined ? {} : { state: { in: [...states] } }),
        },
        data: {
          ...toColumns(change.patch),
          version: { increment: 1 },
          updatedAt: toDate(change.nowMs),
        },
      });
      if (row !== undefined) {
        await writeEvents(tx, change.events);
        return { outcome: 'changed', show: toShow(row) };
      }
      const exists = (await tx.show.count({ where: { id: change.id } })) > 0;
      return { outcome: exists ? 'conflict' : 'missing' };
    });
  }

  async remove(id: string, events: readonly OutboxEvent[]): Promise<boolean> {
    return this.#prisma.$transaction(async (tx) => {
      const { count } = await tx.show.deleteMany({ where: { id } });
      if (count > 0) await writeEvents(tx, events);
      return count > 0;
    });
  }
}
