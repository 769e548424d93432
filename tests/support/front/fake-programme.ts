import { join } from 'node:path';
import {
  type ChannelListener,
  listenChannels,
  runFolder,
  silentLog,
  systemClock,
  WAITS_FOR_PEER,
} from '#kernel';
import { Packager, PROFILES, parseSnapshot } from '#packager';
import { ShowLogWriter } from '#showlog';
import { FakeEncoder } from '../packager/fake-encoder.js';

export const RENDITION = 'v';

/** A programme without a compositor: a show log whose encoder makes a part when it must. */
export class FakeProgramme {
  readonly writer: ShowLogWriter<Packager>;
  readonly #listener: ChannelListener;
  #encoder: FakeEncoder;
  #run = 0;

  private constructor(writer: ShowLogWriter<Packager>, listener: ChannelListener) {
    this.writer = writer;
    this.#listener = listener;
    this.#encoder = new FakeEncoder({ kind: 'video' });
  }

  /** `resumes`: a programme of this show ran before, and followers have what it wrote. */
  static async start(
    dataDir: string,
    showId: string,
    { resumes = false, anchorWallMs = systemClock.wallMs() } = {},
  ): Promise<FakeProgramme> {
    const writer = new ShowLogWriter<Packager>({ resumes, clock: systemClock, log: silentLog });
    const listener = await listenChannels(
      join(runFolder(dataDir), `programme-${showId}.sock`),
      (channel) => channel.events.once('frame', ({ message }) => writer.follow(channel, message)),
      { clock: systemClock, heartbeat: WAITS_FOR_PEER },
    );
    const programme = new FakeProgramme(writer, listener);
    await programme.#begin(showId, anchorWallMs);
    return programme;
  }

  get edge() {
    return this.writer.replica?.renditions.get(RENDITION)?.edge;
  }

  addParts(count: number): void {
    for (let part = 0; part < count; part += 1)
      this.writer.sink.bytes(RENDITION, this.#run, this.#encoder.fragment());
  }

  /** As a killed process ends: its connections close, nothing more is said. */
  kill(): Promise<void> {
    return this.#listener.close();
  }

  async end(): Promise<void> {
    await this.writer.close('ended');
    await this.#listener.close();
  }

  async #begin(showId: string, anchorWallMs: number): Promise<void> {
    await this.writer.begin({
      anchorWallMs,
      frameRate: 30,
      replica: (from) =>
        Packager.goOn(from && parseSnapshot(from), {
          showId,
          renditions: [{ id: RENDITION, kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
          profile: PROFILES.low,
          anchorWallMs,
          clock: systemClock,
          log: silentLog,
        }),
    });
    this.#run += 1;
    this.writer.sink.runOpened({
      renditionId: RENDITION,
      run: this.#run,
      start: { units: 0, perSecond: 30 },
    });
    this.writer.sink.bytes(RENDITION, this.#run, this.#encoder.init);
  }
}
