import type {
  AttemptResult,
  DeliveryState,
  DueClaim,
  DueDelivery,
  WebhookDelivery,
  WebhookEndpoint,
  WebhooksStore,
} from '#control';
import type { OutboxEvent, Page, PageRequest } from '#show';
import type { Prisma, PrismaClient } from '../generated/client.js';
import { limitIdle } from '../limit-idle.js';
import { beyond, NEWEST_FIRST, take, toPage } from '../paging.js';
import { toDate, toDateOrNull } from '../times.js';
import { writeEvents } from './outbox-rows.js';
import { toDelivery, toEndpoint, toEvent, WITH_TYPE } from './webhook-rows.js';

export class WebhooksRepository implements WebhooksStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async createEndpoint(endpoint: WebhookEndpoint): Promise<void> {
    const { createdAtMs, ...data } = endpoint;
    await this.#prisma.webhookEndpoint.create({ data: { ...data, createdAt: toDate(createdAtMs) } });
  }

  async findEndpoint(id: string): Promise<WebhookEndpoint | undefined> {
    const row = await this.#prisma.webhookEndpoint.findUnique({ where: { id } });
    return row === null ? undefined : toEndpoint(row);
  }

  async listEndpoints(ownerId: string | null, page: PageRequest): Promise<Page<WebhookEndpoint>> {
    const rows = await this.#prisma.webhookEndpoint.findMany({
      where: { ...(ownerId === null ? {} : { ownerId }), ...beyond(page) },
      orderBy: NEWEST_FIRST,
      take: take(page),
    });
    return toPage(rows, page, toEndpoint);
  }

  async changeEndpoint(
    id: string,
    expectVersion: number | undefined,
    patch: Partial<Pick<WebhookEndpoint, 'url' | 'secret' | 'events' | 'active'>>,
  ): Promise<WebhookEndpoint | 'conflict' | 'missing'> {
    const [row] = await this.#prisma.webhookEndpoint.updateManyAndReturn({
      where: { id, ...(expectVersion === undefined ? {} : { version: expectVersion }) },
      data: { ...patch, version: { increment: 1 } },
    });
    if (row !== undefined) return toEndpoint(row);
    return (await this.findEndpoint(id)) === undefined ? 'missing' : 'conflict';
  }

  async removeEndpoint(id: string): Promise<boolean> {
    const { count } = await this.#prisma.webhookEndpoint.deleteMany({ where: { id } });
    return count > 0;
  }

  async addEvents(events: readonly OutboxEvent[]): Promise<void> {
    await writeEvents(this.#prisma, events);
  }

  async addFor(endpointId: string, event: OutboxEvent, newDeliveryId: string): Promise<WebhookDelivery> {
    const { createdAtMs, payload, ...rest } = event;
    const now = toDate(createdAtMs);
    // Spread already: no other endpoint gets it.
    const created = { ...rest, payload: payload as Prisma.InputJsonObject, createdAt: now, spreadAt: now };
    const row = await this.#prisma.webhookDelivery.create({
      data: {
        id: newDeliveryId,
        state: 'pending',
        nextAttemptAt: now,
        createdAt: now,
        event: { create: created },
        endpoint: { connect: { id: endpointId } },
      },
      include: WITH_TYPE,
    });
    return toDelivery(row);
  }

  async spread(newDeliveryId: () => string, nowMs: number, limit: number): Promise<number> {
    return this.#prisma.$transaction(async (tx) => {
      await limitIdle(tx);
      // Rows locked by another process are its own work: two dispatchers never spread the same event.
      const rows = await tx.$queryRaw<{ id: string; type: string; ownerId: string }[]>`
        SELECT "id", "type", "ownerId" FROM "WebhookEvent" WHERE "spreadAt" IS NULL
        ORDER BY "createdAt", "id" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (rows.length === 0) return 0;
      const endpoints = await tx.webhookEndpoint.findMany({
        where: { active: true, ownerId: { in: [...new Set(rows.map((row) => row.ownerId))] } },
      });
      const now = toDate(nowMs);
      const deliveries = rows.flatMap((event) =>
        endpoints
          .filter((endpoint) => endpoint.ownerId === event.ownerId && endpoint.events.includes(event.type))
          .map((endpoint) => ({
            id: newDeliveryId(),
            eventId: event.id,
            endpointId: endpoint.id,
            state: 'pending' as const,
            nextAttemptAt: now,
            createdAt: now,
          })),
      );
      await tx.webhookDelivery.createMany({ data: deliveries });
      await tx.webhookEvent.updateMany({
        where: { id: { in: rows.map((row) => row.id) } },
        data: { spreadAt: now },
      });
      return rows.length;
    });
  }

  async claimDue(claim: DueClaim): Promise<DueDelivery[]> {
    const now = toDate(claim.nowMs);
    // The lease moves the next attempt ahead: a dispatcher that dies loses nothing. Of two that choose the same row the
    // second one finds it moved when it gets the lock.
    const claimed = await this.#prisma.$queryRaw<{ id: string }[]>`
      UPDATE "WebhookDelivery" SET "nextAttemptAt" = ${toDate(claim.nowMs + claim.leaseMs)} WHERE "id" IN (
        SELECT "id" FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY "ownerId" ORDER BY "nextAttemptAt", "id") AS "ownerPlace" FROM (
            SELECT d."id", d."nextAttemptAt", e."ownerId",
              ROW_NUMBER() OVER (PARTITION BY d."endpointId" ORDER BY d."nextAttemptAt", d."id") AS "place"
            FROM "WebhookDelivery" d JOIN "WebhookEndpoint" e ON e."id" = d."endpointId"
            WHERE d."state" = 'pending' AND d."nextAttemptAt" <= ${now} AND e."active"
              AND NOT (d."endpointId" = ANY(${[...claim.busyEndpoints]}))
              AND NOT (e."ownerId" = ANY(${[...claim.busyOwners]}))
          ) "due" WHERE "place" = 1
        ) "first" WHERE "ownerPlace" <= ${claim.limitPerOwner} ORDER BY "nextAttemptAt", "id" LIMIT ${claim.limit})
        AND "state" = 'pending' AND "nextAttemptAt" <= ${now}
      RETURNING "id"`;
    if (claimed.length === 0) return [];
    const rows = await this.#prisma.webhookDelivery.findMany({
      where: { id: { in: claimed.map((row) => row.id) } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: { endpoint: true, event: true },
    });
    return rows.map((row) => ({
      delivery: toDelivery(row),
      endpoint: toEndpoint(row.endpoint),
      event: toEvent(row.event),
    }));
  }

  async recordAttempt(deliveryId: string, result: AttemptResult): Promise<void> {
    await this.#prisma.webhookDelivery.updateMany({
      where: { id: deliveryId },
      data: {
        state: result.state,
        attempts: { increment: 1 },
        nextAttemptAt: toDateOrNull(result.nextAttemptAtMs),
        lastStatus: result.status,
        lastError: result.error,
        ...(result.state === 'delivered' ? { deliveredAt: toDate(result.atMs) } : {}),
      },
    });
  }

  async listDeliveries(
    endpointId: string,
    state: DeliveryState | undefined,
    page: PageRequest,
  ): Promise<Page<WebhookDelivery>> {
    const rows = await this.#prisma.webhookDelivery.findMany({
      where: { endpointId, ...(state === undefined ? {} : { state }), ...beyond(page) },
      orderBy: NEWEST_FIRST,
      include: WITH_TYPE,
      take: take(page),
    });
    return toPage(rows, page, toDelivery);
  }

  async replay(
    endpointId: string,
    deliveryId: string,
    newDeliveryId: string,
    nowMs: number,
  ): Promise<WebhookDelivery | undefined> {
    const old = await this.#prisma.webhookDelivery.findFirst({ where: { id: deliveryId, endpointId } });
    if (old === null) return undefined;
    const { eventId } = old;
    const now = toDate(nowMs);
    const data = {
      id: newDeliveryId,
      eventId,
      endpointId,
      state: 'pending' as const,
      nextAttemptAt: now,
      createdAt: now,
    };
    return toDelivery(await this.#prisma.webhookDelivery.create({ data, include: WITH_TYPE }));
  }
}
