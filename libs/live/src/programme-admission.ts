import { availableParallelism } from 'node:os';
import { admitProgramme, CoreLedger, programmeSettingsSchema } from '#compositor';
import type { ProsceniumConfig } from '#kernel';
import type { OpenShow } from './open-show.js';
import { programmeSettingsOf } from './programme-settings.js';

/** Share of the machine that programmes leave to stage, origin, database and everything else. */
const RESERVED_SHARE = 0.2;
/** A show that begins with one person soon has more. */
const EXPECTED_GUESTS = 4;

type Watched = Pick<OpenShow, 'showId' | 'events'>;
type OnAir = Pick<OpenShow, 'showId' | 'view' | 'stage'>;

/** Says whether the machine can carry one show more, by what shows are estimated and measured to take. */
export class ProgrammeAdmission {
  readonly #ledger: CoreLedger;
  readonly #cores: number;

  constructor(config: ProsceniumConfig, cores = availableParallelism()) {
    this.#ledger = new CoreLedger(programmeSettingsSchema.parse(programmeSettingsOf(config)));
    this.#cores = cores;
  }

  watch({ showId, events }: Watched): void {
    events.on('health', (health) => this.#ledger.note(showId, health));
    events.on('changed', ({ state }) => {
      if (state !== 'live') this.#ledger.forget(showId);
    });
  }

  /** Refuses one show more, with numbers, when the machine could not carry it beside those on air. */
  admitOne(shows: readonly OnAir[]): void {
    const usedCores = shows
      .filter(({ view }) => view.state === 'live')
      .reduce((sum, { showId, stage }) => sum + this.#usedBy(showId, stage.participants.length), 0);
    const reservedCores = this.#cores * RESERVED_SHARE;
    admitProgramme(this.#ledger.neededCores(EXPECTED_GUESTS), {
      cores: this.#cores,
      usedCores,
      reservedCores,
    });
  }

  #usedBy(showId: string, participants: number): number {
    return this.#ledger.usedCores(showId, Math.max(participants, EXPECTED_GUESTS));
  }
}
