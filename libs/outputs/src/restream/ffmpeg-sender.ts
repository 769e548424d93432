import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import type ffmpeg from 'fluent-ffmpeg';
import type { Clock } from '#kernel';
import { type FailureReason, failureReason } from './failure-reason.js';
import type { RestreamOutput } from './restream-arguments.js';
import { SecretOptions } from './secret-options.js';

export interface SenderOptions {
  ffmpegPath: string;
  clock: Clock;
  output: RestreamOutput;
  /** The target has taken frames. */
  onLive(): void;
}

/** What one target may be behind, of any bitrate that is usual, before it begins again at the newest key frame. */
const MOST_WAITING_BYTES = 6 * 1024 * 1024;
const ENDS_WITHIN_MS = 3_000;

/** With the first target: most processes that know restreams send none. */
const load = createRequire(import.meta.url);

/** FFmpeg that sends to one target. It is written to and never waited for. */
export class Sender {
  /** Why it ended; nothing after `finish`. */
  readonly ended: Promise<FailureReason | undefined>;
  readonly #input = new PassThrough({ highWaterMark: MOST_WAITING_BYTES });
  readonly #command: ffmpeg.FfmpegCommand;
  readonly #clock: Clock;
  readonly #secrets: SecretOptions;
  #reason: FailureReason | undefined;
  #isFinishing = false;

  constructor({ ffmpegPath, clock, output, onLive }: SenderOptions) {
    this.#clock = clock;
    this.#secrets = new SecretOptions(output.secrets);
    const createCommand = load('fluent-ffmpeg') as typeof ffmpeg;
    this.#command = createCommand(this.#input)
      .setFfmpegPath(ffmpegPath)
      .inputFormat('flv')
      .inputOptions([
        '-hide_banner',
        '-fpsprobesize',
        '0',
        '-probesize',
        '5000000',
        '-analyzeduration',
        '3000000',
      ])
      .output(output.url)
      .outputOptions([...output.options, ...this.#secrets.args]);
    this.ended = new Promise((resolve) => {
      this.#command.once('progress', () => {
        this.#secrets.remove();
        onLive();
      });
      this.#command.once('end', () => resolve(this.#isFinishing ? undefined : 'broken'));
      this.#command.once('error', (error: Error, _stdout: unknown, stderr: unknown) =>
        resolve(
          this.#isFinishing
            ? undefined
            : (this.#reason ?? failureReason(output.url, `${error.message}\n${String(stderr)}`)),
        ),
      );
    });
    void this.ended.finally(() => this.#secrets.remove());
    this.#input.on('error', () => undefined);
    this.#command.run();
  }

  write(bytes: Buffer): void {
    if (this.#isFinishing || this.#reason !== undefined) return;
    this.#input.write(bytes);
    if (this.#input.writableLength + this.#input.readableLength > MOST_WAITING_BYTES) this.cut('too-slow');
  }

  /** What was written goes out, then the target is left. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    this.#input.end();
    const cancel = this.#clock.after(ENDS_WITHIN_MS, () => this.#command.kill('SIGKILL'));
    await this.ended;
    cancel();
  }

  cut(reason: FailureReason): void {
    this.#reason ??= reason;
    this.#command.kill('SIGKILL');
  }
}
