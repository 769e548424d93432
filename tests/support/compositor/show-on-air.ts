// A real programme that flows into a real packager and origin: everything between the stage and the player.
import {
  Programme,
  type ProgrammeHealth,
  type ProgrammeSettingsInput,
  type ProgrammeSink,
} from '#compositor';
import { silentLog, systemClock } from '#kernel';
import type { FragmentIntake } from '#packager';
import { LiveProgramme, type LiveProgrammeOptions } from '../origin/live-programme.js';

/** Keeps what the programme says before there is a packager, which wants to know the programme first. */
class EarlySink implements ProgrammeSink {
  #intake: FragmentIntake | undefined;
  readonly #early: ((intake: FragmentIntake) => void)[] = [];

  plug(intake: FragmentIntake): void {
    this.#intake = intake;
    for (const step of this.#early.splice(0)) step(intake);
  }

  runOpened: ProgrammeSink['runOpened'] = (run) => this.#say((intake) => intake.runOpened(run));
  bytes: ProgrammeSink['bytes'] = (id, run, chunk) => this.#say((intake) => intake.bytes(id, run, chunk));
  runClosed: ProgrammeSink['runClosed'] = (id, run) => this.#say((intake) => intake.runClosed(id, run));

  #say(step: (intake: FragmentIntake) => void): void {
    if (this.#intake) step(this.#intake);
    else this.#early.push(step);
  }
}

const TROUBLES = new Set(['encoder-died', 'decoder-died', 'rung-shed', 'fell-behind']);

export class ShowOnAir {
  readonly programme: Programme;
  readonly live: LiveProgramme;
  /** What it said that should not happen in a show without faults, and when. */
  readonly troubles: string[] = [];
  #health: ProgrammeHealth | undefined;

  private constructor(programme: Programme, live: LiveProgramme) {
    this.programme = programme;
    this.live = live;
    programme.events.on('event', (event) => {
      if (TROUBLES.has(event.kind)) this.troubles.push(`${this.#health?.ticks}: ${JSON.stringify(event)}`);
    });
    programme.events.on('health', (health) => {
      this.#health = health;
    });
  }

  static async start(
    settings: ProgrammeSettingsInput,
    options: LiveProgrammeOptions = {},
  ): Promise<ShowOnAir> {
    const sink = new EarlySink();
    const programme = await Programme.create(settings, sink, { clock: systemClock, log: silentLog });
    const live = await LiveProgramme.start({
      ...options,
      encoders: false,
      renditions: programme.renditions,
      packager: { anchorWallMs: programme.anchorWallMs, ...options.packager },
    });
    sink.plug(live.packager);
    return new ShowOnAir(programme, live);
  }

  /** As last reported. */
  get health(): ProgrammeHealth | undefined {
    return this.#health;
  }

  urlOf(renditionId: string): string {
    return new URL(`${renditionId}.m3u8`, this.live.multivariantUrl).href;
  }

  /** The last frame is written, then playlists get their end; they can still be read. */
  async end(): Promise<void> {
    await this.programme.close();
    this.live.packager.end();
  }

  async close(): Promise<void> {
    await this.programme.close();
    await this.live.close();
  }
}
