import { Child, type Clock } from '#kernel';
import { FFMPEG_ENVIRONMENT } from '../ffmpeg-environment.js';
import { type EncoderPlan, encoderArguments, outputDescriptor } from './encoder-arguments.js';
import { InputQueue } from './input-queue.js';

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
    env: FFMPEG_ENVIRONMENT,
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
