import type { Job, JobKind, JobPatch, JobState, JobStore } from '#outputs';
import type { Prisma, PrismaClient, Job as Row } from '../generated/client.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from '../times.js';

const MOST_LISTED = 100;
/** Nodes pass over those of each other. */
const MOST_WAITING = 1_000;

const toJob = (row: Row): Job => ({
  id: row.id,
  key: row.key,
  kind: row.kind as JobKind,
  showId: row.showId,
  recordingId: row.recordingId,
  params: row.params as Record<string, unknown>,
  state: row.state,
  progress: row.progress,
  attempts: row.attempts,
  runnerId: row.runnerId,
  error: row.error,
  runAfterMs: toMs(row.runAfter),
  createdAtMs: toMs(row.createdAt),
  startedAtMs: toMsOrNull(row.startedAt),
  finishedAtMs: toMsOrNull(row.finishedAt),
});

function toColumns(patch: JobPatch): Prisma.JobUpdateManyMutationInput {
  const { runAfterMs, startedAtMs, finishedAtMs, ...rest } = patch;
  return {
    ...rest,
    ...(runAfterMs === undefined ? {} : { runAfter: toDate(runAfterMs) }),
    ...(startedAtMs === undefined ? {} : { startedAt: toDateOrNull(startedAtMs) }),
    ...(finishedAtMs === undefined ? {} : { finishedAt: toDateOrNull(finishedAtMs) }),
  };
}

export class JobsRepository implements JobStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(job: Job): Promise<boolean> {
    const { params, runAfterMs, createdAtMs, startedAtMs, finishedAtMs, ...rest } = job;
    return this.#prisma.$transaction(async (tx) => {
      if ((await tx.show.count({ where: { id: job.showId } })) === 0) return false;
      const { count } = await tx.job.createMany({
        data: {
          ...rest,
          params: params as Prisma.InputJsonObject,
          runAfter: toDate(runAfterMs),
          createdAt: toDate(createdAtMs),
          startedAt: toDateOrNull(startedAtMs),
          finishedAt: toDateOrNull(finishedAtMs),
        },
        skipDuplicates: true,
      });
      return count > 0;
    });
  }

  async find(id: string): Promise<Job | undefined> {
    const row = await this.#prisma.job.findUnique({ where: { id } });
    return row === null ? undefined : toJob(row);
  }

  async list(showId: string): Promise<Job[]> {
    const rows = await this.#prisma.job.findMany({
      where: { showId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: MOST_LISTED,
    });
    return rows.map(toJob);
  }

  async waiting(nowMs: number): Promise<Job[]> {
    const rows = await this.#prisma.job.findMany({
      where: { state: 'waiting', runAfter: { lte: toDate(nowMs) } },
      orderBy: { createdAt: 'asc' },
      take: MOST_WAITING,
    });
    return rows.map(toJob);
  }

  async running(): Promise<Job[]> {
    return (await this.#prisma.job.findMany({ where: { state: 'running' }, take: MOST_LISTED })).map(toJob);
  }

  async change(
    id: string,
    states: readonly JobState[],
    patch: JobPatch,
    of?: string | null,
  ): Promise<boolean> {
    const { count } = await this.#prisma.job.updateMany({
      where: { id, state: { in: [...states] }, ...(of === undefined ? {} : { runnerId: of }) },
      data: toColumns(patch),
    });
    return count > 0;
  }

  async removeOf(recordingId: string): Promise<void> {
    await this.#prisma.job.deleteMany({ where: { recordingId } });
  }
}
