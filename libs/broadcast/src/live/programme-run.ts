import { join } from 'node:path';
import { Programme, type ProgrammeSettings, type ProgrammeSettingsInput } from '#compositor';
import { type Clock, Lifetime, type Log, ShowError } from '#kernel';
import { Packager, PROFILES, type ProfileName, TimelineJournal } from '#packager';
import { shiftedIntake, shiftOf } from './shifted-intake.js';

export interface ProgrammeRunOptions {
  showId: string;
  /** Where the timeline and the rewindable media of this show lie. */
  folder: string;
  profile: ProfileName;
  settings: ProgrammeSettingsInput;
  windowSeconds: number;
  clock: Clock;
  log: Log;
}

/** Encoders start within a second or two, and a whole segment must exist. */
const PLAYABLE_DEADLINE_MS = 20_000;

const FRAGMENT_MS: Record<ProfileName, number> = { low: 500, ultra: 200, standard: 2_000 };

/** From "go live" to "end": one canvas, its encoders, and the timeline that they write. */
export class ProgrammeRun {
  readonly programme: Programme;
  readonly packager: Packager;
  readonly #lifetime: Lifetime;
  readonly #clock: Clock;

  private constructor(programme: Programme, packager: Packager, lifetime: Lifetime, clock: Clock) {
    this.programme = programme;
    this.packager = packager;
    this.#lifetime = lifetime;
    this.#clock = clock;
  }

  static async create(options: ProgrammeRunOptions): Promise<ProgrammeRun> {
    const { showId, folder, profile, settings, windowSeconds, clock, log } = options;
    const { journal, state } = await TimelineJournal.open(join(folder, 'timeline.jsonl'), log);
    const lifetime = new Lifetime();
    let packager: Packager | undefined;
    let shiftSeconds = 0;
    const sink = shiftedIntake(
      () => packager as Packager,
      () => shiftSeconds,
    );
    const programme = await Programme.create({ ...settings, fragmentMs: FRAGMENT_MS[profile] }, sink, {
      clock,
      log: log.with({ showId }),
    });
    lifetime.adopt(() => programme.close());
    packager = Packager.create({
      showId,
      renditions: programme.renditions,
      profile: PROFILES[profile],
      anchorWallMs: programme.anchorWallMs,
      windowSeconds,
      clock,
      log,
      journal,
      ...(state === undefined ? {} : { resume: state }),
    });
    shiftSeconds = shiftOf(packager.anchorWallMs, programme.anchorWallMs, frameRateOf(settings));
    return new ProgrammeRun(programme, packager, lifetime, clock);
  }

  /** Resolves when a player that comes now finds a whole segment in every rendition. */
  async whenPlayable(): Promise<void> {
    if (this.packager.phase === 'live') return;
    const deadline = new AbortController();
    const playable = new Promise<void>((resolve) => {
      this.packager.events.once('went-live', () => resolve());
    });
    const late = this.#clock.sleep(PLAYABLE_DEADLINE_MS, deadline.signal).then(() => {
      throw new ShowError({
        code: 'overloaded',
        message: 'The programme did not start in time. The machine may be too busy: try again in a moment.',
        blame: 'us',
        retry: true,
        status: 503,
      });
    });
    try {
      await Promise.race([playable, late]);
    } finally {
      deadline.abort();
      late.catch(() => undefined);
    }
  }

  /** The last frame is written, then playlists get their end. What can be rewound stays with the packager. */
  async end(): Promise<void> {
    await this.#lifetime.close('ended');
    this.packager.end();
  }

  /** The process stops, the show does not: playlists stay open for the run that comes back. */
  async suspend(): Promise<void> {
    await this.#lifetime.close('suspended');
  }
}

const frameRateOf = (settings: ProgrammeSettingsInput): ProgrammeSettings['frameRate'] =>
  settings.frameRate ?? 30;
