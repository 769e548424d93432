import type { RetentionDays, RetentionStore } from '#control';
import type { PrismaClient } from '../generated/client.js';
import { toDate } from '../times.js';
import { forgetMentions, NAME_OF_NOBODY } from './mentions.js';

const DAY_MS = 86_400_000;
/** Nodes ask for what has changed since minutes ago, never more. */
const KEPT_CHANGES_DAYS = 1;

export class RetentionRepository implements RetentionStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async purge(days: RetentionDays, nowMs: number): Promise<Record<keyof RetentionDays, number>> {
    const before = (count: number) => toDate(nowMs - count * DAY_MS);
    const kept = days.chat === null ? { id: { in: [] } } : { createdAt: { lt: before(days.chat) } };
    const [chat, audit, visits, webhookLog] = await this.#prisma.$transaction([
      this.#prisma.chatMessage.deleteMany({ where: kept }),
      this.#prisma.auditEntry.deleteMany({ where: { createdAt: { lt: before(days.audit) } } }),
      this.#prisma.viewerVisit.deleteMany({ where: { lastSeen: { lt: before(days.visits) } } }),
      this.#prisma.webhookEvent.deleteMany({
        where: {
          createdAt: { lt: before(days.webhookLog) },
          spreadAt: { not: null },
          deliveries: { none: { state: 'pending' } },
        },
      }),
      this.#prisma.heldMessage.deleteMany({ where: kept }),
      this.#prisma.change.deleteMany({ where: { changedAt: { lt: before(KEPT_CHANGES_DAYS) } } }),
      this.#prisma.appearance.deleteMany({
        where: days.chat === null ? { id: { in: [] } } : { untilAt: { lt: before(days.chat) } },
      }),
    ]);
    return { chat: chat.count, audit: audit.count, visits: visits.count, webhookLog: webhookLog.count };
  }

  async eraseViewer(viewer: { authorId?: string; deviceHash?: string }): Promise<number> {
    const { authorId, deviceHash } = viewer;
    const whose = [
      ...(authorId === undefined ? [] : [{ authorId }]),
      ...(deviceHash === undefined ? [] : [{ deviceHash }]),
    ];
    if (whose.length === 0) return 0;
    const voters = { in: [authorId, deviceHash].filter((key) => key !== undefined) };
    const results = await this.#prisma.$transaction([
      this.#prisma.chatMessage.deleteMany({ where: { OR: whose } }),
      this.#prisma.heldMessage.deleteMany({ where: { OR: whose } }),
      this.#prisma.question.deleteMany({ where: { OR: whose } }),
      this.#prisma.hand.deleteMany({ where: { OR: whose } }),
      this.#prisma.questionVote.deleteMany({ where: { voter: voters } }),
      this.#prisma.pollVote.deleteMany({ where: { OR: [{ voter: voters }, { personId: voters }] } }),
      this.#prisma.viewerVisit.deleteMany({ where: { viewer: voters } }),
      this.#prisma.ban.updateMany({
        where: { OR: [{ subjectId: authorId ?? '' }, { deviceHash: deviceHash ?? '' }] },
        data: { name: NAME_OF_NOBODY },
      }),
      this.#prisma.siteBan.updateMany({
        where: { OR: [{ subjectId: authorId ?? '' }, { deviceHash: deviceHash ?? '' }] },
        data: { name: NAME_OF_NOBODY },
      }),
    ]);
    if (authorId !== undefined) await this.#prisma.$transaction(forgetMentions(this.#prisma, authorId));
    return results.reduce((total, result) => total + result.count, 0);
  }
}
