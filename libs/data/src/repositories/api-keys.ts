import type { ApiKeyRecord, ApiKeysStore, Person } from '#control';
import type { PersonId } from '#kernel';
import type { Page, PageRequest } from '#show';
import type { PrismaClient, ApiKey as Row } from '../generated/client.js';
import { beyond, NEWEST_FIRST, take, toPage } from '../paging.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';
import { toPerson } from './people.js';

const toApiKey = (row: Row): ApiKeyRecord => ({
  id: row.id,
  name: row.name,
  personId: row.personId as PersonId,
  createdAtMs: toMs(row.createdAt),
  lastUsedAtMs: toMsOrNull(row.lastUsedAt),
  revokedAtMs: toMsOrNull(row.revokedAt),
});

export class ApiKeysRepository implements ApiKeysStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create(key: ApiKeyRecord & { keyHash: string }): Promise<void> {
    const { createdAtMs, lastUsedAtMs, revokedAtMs, ...data } = key;
    await this.#prisma.apiKey.create({
      data: {
        ...data,
        createdAt: toDate(createdAtMs),
        lastUsedAt: toDateOrNull(lastUsedAtMs),
        revokedAt: toDateOrNull(revokedAtMs),
      },
    });
  }

  async findByHash(keyHash: string): Promise<{ key: ApiKeyRecord; person: Person } | undefined> {
    const row = await this.#prisma.apiKey.findUnique({ where: { keyHash }, include: { person: true } });
    if (row === null || row.revokedAt !== null) return undefined;
    return { key: toApiKey(row), person: toPerson(row.person) };
  }

  async touch(id: string, nowMs: number): Promise<void> {
    await this.#prisma.apiKey.updateMany({ where: { id }, data: { lastUsedAt: toDate(nowMs) } });
  }

  async find(id: string): Promise<ApiKeyRecord | undefined> {
    const row = await this.#prisma.apiKey.findUnique({ where: { id } });
    return row === null ? undefined : toApiKey(row);
  }

  async list(personId: string | null, page: PageRequest): Promise<Page<ApiKeyRecord>> {
    const rows = await this.#prisma.apiKey.findMany({
      where: { ...(personId === null ? {} : { personId }), ...beyond(page) },
      orderBy: NEWEST_FIRST,
      take: take(page),
    });
    return toPage(rows, page, toApiKey);
  }

  async revoke(id: string, nowMs: number): Promise<boolean> {
    const { count } = await this.#prisma.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: toDate(nowMs) },
    });
    return count > 0;
  }
}
