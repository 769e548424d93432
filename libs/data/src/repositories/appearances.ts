import type { Appearance, AppearancesStore, ShowMoment } from '#show';
import type { Appearance as AppearanceRow, PrismaClient } from '../generated/client.js';
import { toRole } from '../role-columns.js';
import { toDate, toMs } from '../times.js';

const FIRST_COME_FIRST = [{ fromAt: 'asc' as const }, { id: 'asc' as const }];

const toAppearance = ({ id, showId, personId, name, role, isOver, ...times }: AppearanceRow): Appearance => ({
  ...{ id, showId, personId, name, isOver },
  role: toRole(role),
  from: { wallMs: toMs(times.fromAt), programmeMs: toMs(times.fromProgramme) },
  until: { wallMs: toMs(times.untilAt), programmeMs: toMs(times.untilProgramme) },
});

export class AppearancesRepository implements AppearancesStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async put(appearances: readonly Appearance[]): Promise<void> {
    if (appearances.length === 0) return;
    const textsOf = (pick: (each: Appearance) => string) => appearances.map(pick);
    const timesOf = (pick: (each: Appearance) => ShowMoment, clock: keyof ShowMoment) =>
      appearances.map((each) => toDate(Math.round(pick(each)[clock])).toISOString());
    // Name and person are of the first write: a person who is erased while on stage is not named again.
    await this.#prisma.$executeRaw`
      INSERT INTO "Appearance" ("id", "showId", "personId", "name", "role",
        "fromAt", "fromProgramme", "untilAt", "untilProgramme", "isOver")
      SELECT "id", "showId", NULLIF("personId", ''), "name", "role",
        "fromAt", "fromProgramme", "untilAt", "untilProgramme", "isOver"
      FROM unnest(
        ${textsOf(({ id }) => id)}::text[],
        ${textsOf(({ showId }) => showId)}::text[],
        ${textsOf(({ personId }) => personId ?? '')}::text[],
        ${textsOf(({ name }) => name)}::text[],
        ${textsOf(({ role }) => role)}::"ShowRole"[],
        ${timesOf(({ from }) => from, 'wallMs')}::timestamp[],
        ${timesOf(({ from }) => from, 'programmeMs')}::timestamp[],
        ${timesOf(({ until }) => until, 'wallMs')}::timestamp[],
        ${timesOf(({ until }) => until, 'programmeMs')}::timestamp[],
        ${appearances.map(({ isOver }) => isOver)}::boolean[])
        AS new("id", "showId", "personId", "name", "role",
          "fromAt", "fromProgramme", "untilAt", "untilProgramme", "isOver")
      WHERE EXISTS (SELECT 1 FROM "Show" WHERE "Show"."id" = new."showId")
      ON CONFLICT ("id") DO UPDATE SET
        "untilAt" = EXCLUDED."untilAt",
        "untilProgramme" = EXCLUDED."untilProgramme",
        "isOver" = EXCLUDED."isOver"`;
  }

  async open(showId: string): Promise<Appearance[]> {
    const where = { showId, isOver: false };
    const rows = await this.#prisma.appearance.findMany({ where, orderBy: FIRST_COME_FIRST });
    return rows.map(toAppearance);
  }

  async list(showId: string): Promise<Appearance[]> {
    const rows = await this.#prisma.appearance.findMany({ where: { showId }, orderBy: FIRST_COME_FIRST });
    return rows.map(toAppearance);
  }
}
