// A real programme whose output is kept, with waits for what it says of itself.
import {
  Programme,
  type ProgrammeEvent,
  type ProgrammeHealth,
  type ProgrammeSettingsInput,
} from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { RecordingSink } from './recording-sink.js';

/** One small rung of a small canvas: what is judged is the video, not the ladder. */
const SMALL: ProgrammeSettingsInput = {
  ...{ width: 640, height: 360, preset: 'ultrafast' },
  rungs: [{ shortSidePx: 360, bitrate: 1_500_000 }],
};
export const SMALL_RUNG = 'video-360';

export class ProgrammeUnderTest {
  readonly programme: Programme;
  readonly sink: RecordingSink;
  readonly events: ProgrammeEvent[] = [];

  private constructor(programme: Programme, sink: RecordingSink) {
    this.programme = programme;
    this.sink = sink;
    programme.events.on('event', (event) => this.events.push(event));
  }

  static async create(settings: ProgrammeSettingsInput = SMALL): Promise<ProgrammeUnderTest> {
    const sink = new RecordingSink();
    const programme = await Programme.create(settings, sink, { clock: systemClock, log: silentLog });
    return new ProgrammeUnderTest(programme, sink);
  }

  /** The next health that satisfies. */
  healthy(isMet: (health: ProgrammeHealth) => boolean = () => true): Promise<ProgrammeHealth> {
    return new Promise((resolve) => {
      const off = this.programme.events.on('health', (health) => {
        if (!isMet(health)) return;
        off();
        resolve(health);
      });
    });
  }

  /** Lets the show go on for this long, by its own count, until that is recorded. */
  async run(seconds: number): Promise<ProgrammeHealth> {
    const { ticks } = await this.healthy();
    const health = await this.healthy((one) => one.ticks >= ticks + seconds * 30);
    await this.sink.framesTo(health.ticks);
    return health;
  }

  happened(isMeant: (event: ProgrammeEvent) => boolean): Promise<ProgrammeEvent> {
    return new Promise((resolve) => {
      const off = this.programme.events.on('event', (event) => {
        if (!isMeant(event)) return;
        off();
        resolve(event);
      });
    });
  }

  /** This many frames are seen for the first time from now on. */
  async seen(count: number): Promise<void> {
    let left = count;
    await this.happened((event) => {
      if (event.kind === 'video-began') left -= 1;
      return left <= 0;
    });
  }

  /** Each of these participants is seen for the first time from now on. */
  async came(participantIds: Iterable<string>): Promise<void> {
    const left = new Set(participantIds);
    if (left.size === 0) return;
    await this.happened((event) => {
      if (event.kind === 'video-began') left.delete(event.participantId);
      return left.size === 0;
    });
  }

  close(): Promise<void> {
    return this.programme.close();
  }
}
