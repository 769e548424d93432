import type { PeopleStore, Person, PersonPatch } from '#control';
import { guestError, type PersonId, type ShowId } from '#kernel';
import type { Page, PageRequest } from '#show';
import type { PrismaClient, Person as Row } from '../generated/client.js';
import { beyond, NEWEST_FIRST, take, toPage } from '../paging.js';
import { isTaken } from '../prisma.js';
import { toDate, toMs } from '../times.js';
import { forgetMentions, NAME_OF_NOBODY } from './mentions.js';

export const toPerson = (row: Row): Person => ({
  id: row.id as PersonId,
  name: row.name,
  email: row.email,
  role: row.role,
  hasPassword: row.passwordHash !== null,
  createdAtMs: toMs(row.createdAt),
});

async function refuseTakenEmail<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw guestError('email-taken', 'Another account signs in with this e-mail address.', { status: 409 });
  }
}

export class PeopleRepository implements PeopleStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async create(person: Parameters<PeopleStore['create']>[0]): Promise<Person> {
    const { nowMs, ...data } = person;
    const write = this.#prisma.person.create({ data: { ...data, createdAt: toDate(nowMs) } });
    return toPerson(await refuseTakenEmail(write));
  }

  async find(id: string): Promise<Person | undefined> {
    const row = await this.#prisma.person.findUnique({ where: { id } });
    return row === null ? undefined : toPerson(row);
  }

  async findForSignIn(email: string): Promise<{ person: Person; passwordHash: string } | undefined> {
    const row = await this.#prisma.person.findUnique({ where: { email } });
    if (row === null || row.passwordHash === null) return undefined;
    return { person: toPerson(row), passwordHash: row.passwordHash };
  }

  async findOwner(): Promise<Person | undefined> {
    const row = await this.#prisma.person.findFirst({
      where: { role: 'owner' },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return row === null ? undefined : toPerson(row);
  }

  async list(page: PageRequest): Promise<Page<Person>> {
    const rows = await this.#prisma.person.findMany({
      where: beyond(page),
      orderBy: NEWEST_FIRST,
      take: take(page),
    });
    return toPage(rows, page, toPerson);
  }

  async update(id: string, patch: PersonPatch): Promise<Person | undefined> {
    const { count } = await refuseTakenEmail(
      this.#prisma.person.updateMany({ where: { id }, data: { ...patch } }),
    );
    return count === 0 ? undefined : this.find(id);
  }

  async erase(id: string): Promise<{ showIds: ShowId[] } | undefined> {
    const erased = { authorName: NAME_OF_NOBODY, deviceHash: null };
    const [shows, ...results] = await this.#prisma.$transaction([
      // Answers which ones they were, whatever was created a moment ago.
      this.#prisma.$queryRaw<{ id: ShowId }[]>`DELETE FROM "Show" WHERE "ownerId" = ${id} RETURNING "id"`,
      this.#prisma.chatMessage.updateMany({ where: { authorId: id }, data: { ...erased, text: '' } }),
      this.#prisma.heldMessage.deleteMany({ where: { authorId: id } }),
      this.#prisma.question.deleteMany({ where: { authorId: id } }),
      this.#prisma.hand.deleteMany({ where: { authorId: id } }),
      this.#prisma.questionVote.deleteMany({ where: { voter: id } }),
      this.#prisma.pollVote.deleteMany({ where: { OR: [{ voter: id }, { personId: id }] } }),
      this.#prisma.viewerVisit.deleteMany({ where: { viewer: id } }),
      this.#prisma.webhookEndpoint.deleteMany({ where: { ownerId: id } }),
      this.#prisma.webhookEvent.deleteMany({ where: { ownerId: id } }),
      ...forgetMentions(this.#prisma, id),
      this.#prisma.person.deleteMany({ where: { id } }),
    ]);
    const removed = results.at(-1);
    const isRemoved = typeof removed === 'object' && 'count' in removed && removed.count > 0;
    return isRemoved ? { showIds: shows.map((show) => show.id) } : undefined;
  }
}
