import { silentLog, systemClock } from '#kernel';
import {
  fromReceiverSchema,
  type Stage,
  type StagePipe,
  StageReceiver,
  type TapSink,
  type TrackTap,
  toReceiverSchema,
} from '#stage';
import { SignalLog } from '../kernel/signal-log.js';
import { workerBinary } from './stages-under-test.js';

/** What reached the programme, a line each. */
export class PipedLog {
  readonly lines = new SignalLog<string>();
  readonly reports = new SignalLog<{ ntpMs: number; rtpTimestamp: number }>();
  readonly taps: TrackTap[] = [];

  /** Opens the feed as the compositor does. */
  take(tap: TrackTap): void {
    const say = (line: string) => this.lines.push(`${tap.source} ${line}`);
    const sink: TapSink = {
      packet: (rtp) => say(`packet ${rtp.at(-1)}`),
      senderReport: (report) => this.reports.push(report),
      paused: (isPaused) => say(isPaused ? 'paused' : 'resumed'),
      closed: () => say('closed'),
    };
    this.taps.push(tap);
    say('added');
    void tap.open(sink);
  }
}

/** Both ends of the way from a stage into a programme, joined as a connection joins them: text, later, in order. */
export class PipedStage {
  readonly log = new PipedLog();
  readonly pipe: StagePipe;
  readonly receiver: StageReceiver;
  readonly #cut: { isCut: boolean };

  static async create(stage: Stage): Promise<PipedStage> {
    const cut = { isCut: false };
    let pipe: StagePipe | undefined;
    const later = (deliver: () => void) => setImmediate(() => cut.isCut || deliver());
    const receiver: StageReceiver = await StageReceiver.create({
      workerBin: workerBinary(),
      clock: systemClock,
      log: silentLog,
      send: (message) => {
        const text = JSON.stringify(message);
        later(() => pipe?.hear(fromReceiverSchema.parse(JSON.parse(text))));
      },
    });
    pipe = stage.openPipe((message) => {
      const text = JSON.stringify(message);
      later(() => receiver.hear(toReceiverSchema.parse(JSON.parse(text))));
    });
    return new PipedStage(pipe, receiver, cut);
  }

  private constructor(pipe: StagePipe, receiver: StageReceiver, cut: { isCut: boolean }) {
    this.pipe = pipe;
    this.receiver = receiver;
    this.#cut = cut;
    receiver.events.on('track-added', (tap) => this.log.take(tap));
  }

  /** The connection is gone, as when the other process was killed. */
  cut(): void {
    this.#cut.isCut = true;
    this.receiver.reset();
  }

  async close(): Promise<void> {
    this.pipe.close();
    await this.receiver.close();
  }
}
