import type { InputRecord, InputsStore } from '#control';
import type { PrismaClient, Input as Row } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

const toInput = (row: Row): InputRecord => ({
  id: row.id,
  showId: row.showId,
  name: row.name,
  as: row.as,
  onStage: row.onStage,
  sealedKey: row.sealedKey,
  tokenHash: row.tokenHash,
  createdAtMs: toMs(row.createdAt),
});

export class InputsRepository implements InputsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#prisma.input.findFirst({ select: { id: true } })) === null;
  }

  async create(input: InputRecord & { keyHash: string }, limit: number): Promise<boolean> {
    const { createdAtMs, ...data } = input;
    if ((await this.#prisma.input.count({ where: { showId: input.showId } })) >= limit) return false;
    await this.#prisma.input.create({ data: { ...data, createdAt: toDate(createdAtMs) } });
    return true;
  }

  async find(id: string): Promise<InputRecord | undefined> {
    const row = await this.#prisma.input.findUnique({ where: { id } });
    return row === null ? undefined : toInput(row);
  }

  async findByKeyHash(keyHash: string): Promise<InputRecord | undefined> {
    const row = await this.#prisma.input.findUnique({ where: { keyHash } });
    return row === null ? undefined : toInput(row);
  }

  async list(showId: string): Promise<InputRecord[]> {
    const orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] = [{ createdAt: 'asc' }, { id: 'asc' }];
    return (await this.#prisma.input.findMany({ where: { showId }, orderBy })).map(toInput);
  }

  async setSecrets(
    id: string,
    data: Pick<InputRecord, 'sealedKey' | 'tokenHash'> & { keyHash: string },
  ): Promise<boolean> {
    return (await this.#prisma.input.updateMany({ where: { id }, data })).count > 0;
  }

  async setOnStage(id: string, onStage: boolean): Promise<boolean> {
    return (await this.#prisma.input.updateMany({ where: { id }, data: { onStage } })).count > 0;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.#prisma.input.deleteMany({ where: { id } })).count > 0;
  }
}
