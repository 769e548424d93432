import { join } from 'node:path';
import {
  type LayoutInput,
  type OverlaysInput,
  Programme,
  type ProgrammeHealth,
  type ProgrammeSettingsInput,
  type SlateInput,
} from '#compositor';
import { type Clock, type Log, ShowError, TypedEvents } from '#kernel';
import { DiskStore, Packager, PROFILES, type ProfileName, TimelineJournal } from '#packager';
import { type Shift, shiftedIntake, shiftSecondsOf } from './shifted-intake.js';
import type { ShowRun, ShowRunEvents } from './show-run.js';
import { type FeedStage, StageFeed } from './stage-feed.js';

export interface RewindLimits {
  windowSeconds: number;
  memoryBytes: number;
  diskBytes: number;
  diskFreeBytes: number;
}

export interface ProgrammeRunOptions {
  showId: string;
  stage: FeedStage;
  /** Where the timeline and the rewindable media of this show lie. */
  folder: string;
  profile: ProfileName;
  settings: ProgrammeSettingsInput;
  rewind: RewindLimits;
  clock: Clock;
  log: Log;
}

/** Encoders start within a second or two, and a whole segment must exist. */
const PLAYABLE_DEADLINE_MS = 20_000;
const FRAGMENT_MS: Record<ProfileName, number> = { low: 500, ultra: 200, standard: 2_000 };
const DEFAULT_FRAME_RATE = 30;
/** More than any programme starts encoders. */
const EPOCHS_PER_PROGRAMME = 100_000;
/** A thread that dies as soon as it starts is not started for ever. */
const REPLACEMENTS_AT_MOST = 20;

/** What a programme that starts has to be told. */
interface Looks {
  layout?: LayoutInput;
  overlays?: OverlaysInput;
  slate?: SlateInput | undefined;
}

/** A run in this process: a compositor's thread, its encoders, and the timeline that they write. */
export class ProgrammeRun implements ShowRun {
  readonly events: TypedEvents<ShowRunEvents>;
  readonly #options: ProgrammeRunOptions;
  readonly #looks: Looks = {};
  #programme: Programme;
  #feed: StageFeed | undefined;
  #packager: Packager;
  #replacements = 0;
  #isClosed = false;

  private constructor(
    options: ProgrammeRunOptions,
    { programme, packager, events }: Pick<ProgrammeRun, 'packager' | 'events'> & { programme: Programme },
  ) {
    this.#options = options;
    this.events = events;
    this.#programme = programme;
    this.#packager = packager;
    this.#watch(programme);
  }

  static async create(options: ProgrammeRunOptions): Promise<ProgrammeRun> {
    const { folder, log } = options;
    const { journal, state } = await TimelineJournal.open(join(folder, 'timeline.jsonl'), log);
    const events = new TypedEvents<ShowRunEvents>();
    const store = await openStore(options, (rewind) => events.emit('rewind', rewind));
    let shift: Shift | undefined;
    const programme = await startProgramme(options, () => shift as Shift);
    const packager = Packager.create({
      showId: options.showId,
      renditions: programme.renditions,
      profile: PROFILES[options.profile],
      anchorWallMs: programme.anchorWallMs,
      windowSeconds: options.rewind.windowSeconds,
      clock: options.clock,
      log,
      journal,
      store,
      ...(state === undefined ? {} : { resume: state }),
    });
    shift = { intake: packager, seconds: secondsOf(options, packager, programme), epochs: 0 };
    return new ProgrammeRun(options, { programme, packager, events });
  }

  get health(): ProgrammeHealth | undefined {
    return this.#programme.health();
  }

  get packager(): Packager {
    return this.#packager;
  }

  setLayout(layout: LayoutInput): void {
    this.#looks.layout = layout;
    this.#programme.setLayout(layout);
  }

  setOverlays(overlays: OverlaysInput): void {
    this.#looks.overlays = overlays;
    this.#programme.setOverlays(overlays);
  }

  setSlate(slate: SlateInput | undefined): void {
    this.#looks.slate = slate;
    this.#programme.setSlate(slate);
  }

  /** Resolves when a player that comes now finds a whole segment in every rendition. */
  async whenPlayable(): Promise<void> {
    if (this.#packager.phase === 'live') return;
    const done = new AbortController();
    const playable = new Promise<void>((resolve) => {
      this.#packager.events.once('went-live', () => resolve());
    });
    const late = this.#options.clock.sleep(PLAYABLE_DEADLINE_MS, done.signal).then(() => {
      throw tooSlow();
    });
    late.catch(() => undefined);
    await Promise.race([playable, late]).finally(() => done.abort());
  }

  /** The last frame is written, then playlists get their end. What can be rewound stays with the packager. */
  async end(): Promise<void> {
    await this.#close();
    this.#packager.end();
  }

  /** The process stops, the show does not: playlists stay open for the run that comes back. */
  suspend(): Promise<void> {
    return this.#close();
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    this.#feed?.close();
    await this.#programme.close();
    this.events.clear();
  }

  #watch(programme: Programme): void {
    programme.events.on('died', ({ reason }) => void this.#replace(reason));
    programme.events.on('event', (event) => {
      if (event.kind === 'rung-shed') this.#packager.withdraw(event.renditionId);
      this.events.emit('event', event);
    });
    programme.events.on('health', (health) => this.events.emit('health', health));
    this.#dress(programme);
    this.#feed?.close();
    this.#feed = new StageFeed(this.#options.stage, programme, this.#options.log);
  }

  #dress(programme: Programme): void {
    const { layout, overlays, slate } = this.#looks;
    if (layout !== undefined) programme.setLayout(layout);
    if (overlays !== undefined) programme.setOverlays(overlays);
    if ('slate' in this.#looks) programme.setSlate(slate);
  }

  async #replace(reason: string): Promise<void> {
    if (this.#isClosed) return;
    this.#replacements += 1;
    try {
      if (this.#replacements > REPLACEMENTS_AT_MOST) throw new Error(reason);
      const epochs = this.#replacements * EPOCHS_PER_PROGRAMME;
      const shift: Shift = { intake: this.#packager, seconds: 0, epochs };
      const programme = await startProgramme(this.#options, () => shift);
      shift.seconds = secondsOf(this.#options, this.#packager, programme);
      if (this.#isClosed) return await programme.close();
      this.#programme = programme;
      this.#watch(programme);
    } catch (error) {
      this.#options.log.error('live.programme | could not be replaced', { error });
      this.events.emit('failed', { reason });
    }
  }
}

const startProgramme = (
  { settings, profile, clock, log, showId }: ProgrammeRunOptions,
  shift: () => Shift,
): Promise<Programme> =>
  Programme.create({ ...settings, fragmentMs: FRAGMENT_MS[profile] }, shiftedIntake(shift), {
    clock,
    log: log.with({ showId }),
  });

const openStore = (
  { folder, rewind, log }: ProgrammeRunOptions,
  onRewind: (state: 'stopped' | 'working') => void,
): Promise<DiskStore> =>
  DiskStore.create({
    folder: join(folder, 'media'),
    log,
    ramBytes: rewind.memoryBytes,
    limitBytes: rewind.windowSeconds > 0 ? rewind.diskBytes : 0,
    minFreeBytes: rewind.diskFreeBytes,
    onRewind,
  });

const secondsOf = ({ settings }: ProgrammeRunOptions, packager: Packager, programme: Programme): number =>
  shiftSecondsOf(packager.anchorWallMs, programme.anchorWallMs, settings.frameRate ?? DEFAULT_FRAME_RATE);

const tooSlow = (): ShowError =>
  new ShowError({
    code: 'overloaded',
    message: 'The programme did not start in time. The machine may be too busy: try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
