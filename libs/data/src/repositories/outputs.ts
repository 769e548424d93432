import type { OutputRecord, OutputsStore } from '#control';
import type { PrismaClient, Output as Row } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

const toOutput = ({ createdAt, ...row }: Row): OutputRecord => ({ ...row, createdAtMs: toMs(createdAt) });

export class OutputsRepository implements OutputsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create({ createdAtMs, ...output }: OutputRecord, limit: number): Promise<boolean> {
    if ((await this.#prisma.output.count({ where: { showId: output.showId } })) >= limit) return false;
    await this.#prisma.output.create({ data: { ...output, createdAt: toDate(createdAtMs) } });
    return true;
  }

  async find(id: string): Promise<OutputRecord | undefined> {
    const row = await this.#prisma.output.findUnique({ where: { id } });
    return row === null ? undefined : toOutput(row);
  }

  async list(showId: string): Promise<OutputRecord[]> {
    const orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] = [{ createdAt: 'asc' }, { id: 'asc' }];
    return (await this.#prisma.output.findMany({ where: { showId }, orderBy })).map(toOutput);
  }

  async setOn(id: string, isOn: boolean): Promise<boolean> {
    return (await this.#prisma.output.updateMany({ where: { id }, data: { isOn } })).count > 0;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.#prisma.output.deleteMany({ where: { id } })).count > 0;
  }
}
