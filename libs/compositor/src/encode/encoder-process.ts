import type { Writable } from 'node:stream';
import { Child, type Clock, FFMPEG_ENVIRONMENT } from '#kernel';
import { type EncoderPlan, encoderArguments, outputDescriptor } from './encoder-arguments.js';

export interface EncoderProcessOptions {
  ffmpegPath: string;
  plan: EncoderPlan;
  clock: Clock;
  onBytes(renditionId: string, chunk: Uint8Array): void;
  /** What came through the pipe of the realtime output. */
  onRealtime?(chunk: Uint8Array): void;
}

/** What a run asks of its process. */
export interface EncoderProcess {
  /** Why it ended, once everything that it wrote has been handed on. */
  readonly exited: Promise<string>;
  readonly pid: number | undefined;
  /** Bytes written that the process has not taken yet. */
  readonly pendingBytes: number;
  /** Writes the pieces as one; `done` comes when the last may be reused, also when the process died with it. */
  write(pieces: readonly Uint8Array[], done: () => void): void;
  /** End of input, so that the last fragment comes out; then the kill ladder. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

/** After SIGTERM. */
const KILL_AFTER_MS = 1_000;

/**
 * An encoder takes and gives memory for each frame: by default glibc hands it back to the kernel, and takes it again page by
 * page, up to 240 page faults a frame. Other C libraries do not know these. Decision 0244.
 */
const ENCODER_ENVIRONMENT = {
  ...FFMPEG_ENVIRONMENT,
  // The most that it accepts; where only one is set, the other no longer follows what is freed.
  MALLOC_MMAP_THRESHOLD_: `${32 * 1024 * 1024}`,
  MALLOC_TRIM_THRESHOLD_: `${64 * 1024 * 1024}`,
};

export type StartProcess = (options: EncoderProcessOptions) => EncoderProcess;

/** FFmpeg as an encoder. It inherits nothing of our environment: no address or secret is of use to it. */
export function startFfmpeg(options: EncoderProcessOptions): EncoderProcess {
  const { ffmpegPath, plan, clock, onBytes } = options;
  const pipes = plan.outputs.length + (plan.realtime ? 1 : 0);
  const child = new Child({
    name: `encoder ${plan.kind}`,
    command: ffmpegPath,
    args: encoderArguments(plan),
    clock,
    env: ENCODER_ENVIRONMENT,
    extraStdio: Array.from({ length: pipes - 1 }, () => 'pipe' as const),
  });
  plan.outputs.forEach(({ renditionId }, index) => {
    const stream = index === 0 ? child.stdout : child.extra(outputDescriptor(index));
    stream.on('data', (chunk: Buffer) => onBytes(renditionId, chunk));
  });
  if (plan.realtime) {
    const stream = child.extra(outputDescriptor(plan.outputs.length));
    stream.on('data', (chunk: Buffer) => options.onRealtime?.(chunk));
  }
  const input = new InputQueue(child.stdin);
  void child.exited.then(() => input.close());
  return {
    exited: child.exited.then(({ kind, signal, code, stderr }) =>
      `${kind} ${signal ?? code}: ${stderr}`.trim(),
    ),
    pid: child.pid,
    get pendingBytes() {
      return input.pendingBytes;
    },
    write: (pieces, done) => input.write(pieces, done),
    async stop(graceMs) {
      input.end();
      const cancels = [
        clock.after(graceMs, () => child.signal('SIGTERM')),
        clock.after(graceMs + KILL_AFTER_MS, () => child.signal('SIGKILL')),
      ];
      await child.exited;
      for (const cancel of cancels) cancel();
    },
    kill: () => child.signal('SIGKILL'),
  };
}

interface Waiting {
  pieces: readonly Uint8Array[];
  bytes: number;
  done(): void;
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((total, { length }) => total + length, 0);

/**
 * Hands input to a process one frame at a time. A stream would put everything that waits into one write, and say that it
 * was taken only when the last byte is: an encoder that is behind would seem to hang, and no canvas would be free.
 */
export class InputQueue {
  readonly #stream: Writable;
  readonly #waiting: Waiting[] = [];
  #pendingBytes = 0;
  #isWriting = false;
  #isEnding = false;
  #isClosed = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Bytes that the process has not taken. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** `done` comes when the pieces may be reused, also when the process ended with them. */
  write(pieces: readonly Uint8Array[], done: () => void): void {
    if (this.#isClosed || this.#isEnding) {
      queueMicrotask(done);
      return;
    }
    const bytes = lengthOf(pieces);
    this.#pendingBytes += bytes;
    this.#waiting.push({ pieces, bytes, done });
    this.#next();
  }

  /** Ends the input behind what waits. */
  end(): void {
    this.#isEnding = true;
    this.#next();
  }

  /** The process has ended: nothing will be taken any more. */
  close(): void {
    this.#isClosed = true;
    this.#pendingBytes = 0;
    for (const { done } of this.#waiting.splice(0)) done();
  }

  #next(): void {
    if (this.#isWriting || this.#isClosed) return;
    const next = this.#waiting.shift();
    if (next) this.#write(next);
    else if (this.#isEnding) this.#stream.end();
  }

  #write({ pieces, bytes, done }: Waiting): void {
    this.#isWriting = true;
    const taken = () => {
      this.#isWriting = false;
      this.#pendingBytes = Math.max(0, this.#pendingBytes - bytes);
      done();
      this.#next();
    };
    this.#stream.cork();
    pieces.forEach((piece, index) => {
      this.#stream.write(piece, index === pieces.length - 1 ? taken : undefined);
    });
    this.#stream.uncork();
  }
}
