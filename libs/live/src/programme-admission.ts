import { availableParallelism } from 'node:os';
import {
  admitProgramme,
  CoreLedger,
  freeCoresOf,
  type Machine,
  type ProgrammeSettings,
  programmeSettingsSchema,
} from '#compositor';
import type { ProsceniumConfig } from '#kernel';
import type { ShowFormat } from '#protocol';
import type { ProgrammePrice } from '#show';
import type { OpenShow } from './open-show.js';
import { programmeSettingsOf, withFormats } from './programme-settings.js';

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
  readonly #site: ReturnType<typeof programmeSettingsOf>;
  readonly #isInCluster: boolean;
  /** Shows of other nodes that this one may have to carry at any moment. */
  readonly #standbys = new Map<string, ProgrammeSettings>();

  constructor(config: ProsceniumConfig, cores = availableParallelism()) {
    this.#site = programmeSettingsOf(config);
    this.#ledger = new CoreLedger(programmeSettingsSchema.parse(this.#site));
    this.#cores = cores;
    this.#isInCluster = config.cluster.secret !== undefined;
  }

  /** What a programme with these formats is made with. */
  settingsOf(formats: readonly ShowFormat[] | null): ProgrammeSettings {
    return programmeSettingsSchema.parse(withFormats(this.#site, formats));
  }

  watch({ showId, events }: Watched): void {
    events.on('health', (health) => this.#ledger.note(showId, health));
    events.on('changed', ({ state }) => {
      if (state !== 'live' && state !== 'starting') this.#ledger.forget(showId);
    });
  }

  /** The show runs, or is about to, with these settings. */
  expect(showId: string, settings: ProgrammeSettings): void {
    this.#ledger.expect(showId, settings);
  }

  /** What the show will take here is kept free for it, until `standsByNoMore`. Refuses as `admitOne` does. */
  standBy(showId: string, shows: readonly OnAir[], settings: ProgrammeSettings): void {
    this.admitOne(shows, settings);
    this.#standbys.set(showId, settings);
  }

  standsByNoMore(showId: string): void {
    this.#standbys.delete(showId);
  }

  /** Refuses one show more, with numbers, when the machine could not carry it beside those on air. */
  admitOne(shows: readonly OnAir[], settings: ProgrammeSettings = this.settingsOf(null)): void {
    admitProgramme(this.#ledger.neededCores(EXPECTED_GUESTS, settings), this.#machine(shows));
  }

  /** What a show with these formats takes, beside what the machine has left. */
  priceOf(formats: readonly ShowFormat[] | null, shows: readonly OnAir[]): ProgrammePrice {
    const machine = this.#machine(shows);
    const two = (value: number) => Math.round(value * 100) / 100;
    return {
      neededCores: two(this.#ledger.neededCores(EXPECTED_GUESTS, this.settingsOf(formats))),
      freeCores: two(freeCoresOf(machine)),
      mostCores: two(machine.cores - machine.reservedCores),
      ...(this.#isInCluster
        ? { standbyCores: two(this.#ledger.composedCores(this.settingsOf(formats))) }
        : {}),
    };
  }

  #machine(shows: readonly OnAir[]): Machine {
    const usedCores = shows
      .filter(({ view }) => view.state === 'live')
      .reduce((sum, { showId, stage }) => sum + this.#usedBy(showId, stage.participants.length), 0);
    const keptCores = [...this.#standbys.values()].reduce(
      (sum, settings) => sum + this.#ledger.neededCores(EXPECTED_GUESTS, settings),
      0,
    );
    return {
      cores: this.#cores,
      usedCores: usedCores + keptCores,
      reservedCores: this.#cores * RESERVED_SHARE,
    };
  }

  #usedBy(showId: string, participants: number): number {
    return this.#ledger.usedCores(showId, Math.max(participants, EXPECTED_GUESTS));
  }
}
