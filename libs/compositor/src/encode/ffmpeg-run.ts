import type { Writable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import type { Clock } from '#kernel';
import type { EncoderPlan } from './encoder-arguments.js';
import { SocketOutputs } from './socket-outputs.js';

export interface FfmpegRunOptions {
  ffmpegPath: string;
  plan: EncoderPlan;
  clock: Clock;
  onBytes(renditionId: string, chunk: Uint8Array): void;
}

/** What fluent-ffmpeg shows of its child while it runs. */
interface RunningProcess {
  pid?: number;
  stdin: Writable;
}

const GRACE_MS = 1_000;

function describe(options: FfmpegRunOptions, outputs: SocketOutputs): ffmpeg.FfmpegCommand {
  const command = ffmpeg('pipe:0').setFfmpegPath(options.ffmpegPath).inputOptions(options.plan.input);
  if (options.plan.filter.length > 0) command.complexFilter(options.plan.filter);
  options.plan.outputs.forEach((output, index) => {
    command.output(outputs.url(index)).outputOptions(output.options);
  });
  return command;
}

/**
 * The one place that touches fluent-ffmpeg: one stream in, outputs over Unix sockets. Raw input goes straight
 * to the child's standard input: a stream in between would add a copy and hide how far behind the child is.
 */
export class FfmpegRun {
  /** Why it ended, once everything that it wrote has been handed on. */
  readonly exited: Promise<string>;
  readonly #command: ffmpeg.FfmpegCommand;
  readonly #clock: Clock;
  #process: RunningProcess | undefined;

  private constructor(command: ffmpeg.FfmpegCommand, clock: Clock, exited: Promise<string>) {
    this.#command = command;
    this.#clock = clock;
    this.exited = exited;
  }

  static async start(options: FfmpegRunOptions): Promise<FfmpegRun> {
    const names = options.plan.outputs.map((output) => output.renditionId);
    const outputs = await SocketOutputs.create(names, options.onBytes);
    const command = describe(options, outputs);
    const ended = new Promise<string>((resolve) => {
      command.once('end', () => resolve('finished'));
      // The message of a failed run holds FFmpeg's own last words.
      command.once('error', (error: Error) => resolve(error.message));
    });
    const exited = ended.then(async (reason) => {
      await outputs.drained();
      await outputs.close();
      return reason;
    });
    const run = new FfmpegRun(command, options.clock, exited);
    const started = new Promise<void>((resolve) => command.once('start', () => resolve()));
    command.run();
    await Promise.race([started, exited]);
    run.#process = (command as unknown as { ffmpegProc?: RunningProcess }).ffmpegProc;
    run.#process?.stdin.on('error', () => undefined);
    return run;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Bytes written that the child has not taken yet. */
  get pendingBytes(): number {
    return this.#process?.stdin.writableLength ?? 0;
  }

  /** `done` comes when the bytes may be reused, also when the child died with them. */
  write(bytes: Uint8Array, done: () => void): void {
    const stdin = this.#process?.stdin;
    if (!stdin || stdin.destroyed) queueMicrotask(done);
    else stdin.write(bytes, done);
  }

  /** End of input, so that the last fragment comes out; then the kill ladder. */
  async stop(graceMs = GRACE_MS): Promise<void> {
    this.#process?.stdin.end();
    const cancels = [
      this.#clock.after(graceMs, () => this.#command.kill('SIGTERM')),
      this.#clock.after(graceMs + GRACE_MS, () => this.kill()),
    ];
    await this.exited;
    for (const cancel of cancels) cancel();
  }

  kill(): void {
    this.#command.kill('SIGKILL');
  }
}
