import type { OutboxEvent } from '#show';
import type { Prisma, PrismaClient } from '../generated/client.js';
import { toDate } from '../times.js';

/** The insert of events, to stand in the transaction of what they tell. */
export const writeEvents = (
  prisma: PrismaClient | Prisma.TransactionClient,
  events: readonly OutboxEvent[],
) =>
  prisma.webhookEvent.createMany({
    data: events.map(({ createdAtMs, payload, ...event }) => ({
      ...event,
      payload: payload as Prisma.InputJsonObject,
      createdAt: toDate(createdAtMs),
    })),
  });
