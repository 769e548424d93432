// Keeps what a programme writes, and reads it back with FFmpeg as a player would.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProgrammeSink, RunOpening } from '#compositor';
import { RecordedEnd } from './recorded-end.js';

const runFile = promisify(execFile);

export interface RecordedRun extends RunOpening {
  chunks: Uint8Array[];
  isClosed: boolean;
  openedMs: number;
  firstByteMs: number | undefined;
}

export class RecordingSink implements ProgrammeSink {
  readonly runs: RecordedRun[] = [];
  readonly #ends = new Map<RecordedRun, RecordedEnd>();
  #watchers: (() => void)[] = [];

  runOpened(opening: RunOpening): void {
    this.runs.push({
      ...opening,
      chunks: [],
      isClosed: false,
      openedMs: performance.now(),
      firstByteMs: undefined,
    });
    this.#changed();
  }

  bytes(renditionId: string, run: number, chunk: Uint8Array): void {
    const found = this.find(renditionId, run);
    if (!found) throw new Error(`bytes of ${renditionId} ${run} before it was opened`);
    found.firstByteMs ??= performance.now();
    found.chunks.push(chunk);
    this.#changed();
  }

  runClosed(renditionId: string, run: number): void {
    const found = this.find(renditionId, run);
    if (found) found.isClosed = true;
    this.#changed();
  }

  find(renditionId: string, run: number): RecordedRun | undefined {
    return this.runs.find((one) => one.renditionId === renditionId && one.run === run);
  }

  of(renditionId: string): RecordedRun[] {
    return this.runs.filter((one) => one.renditionId === renditionId);
  }

  /** Resolves when what was recorded satisfies. */
  async until(isMet: (sink: RecordingSink) => boolean): Promise<void> {
    while (!isMet(this)) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  /** Every frame up to this tick is recorded: a busy machine's encoder can be seconds behind the programme. */
  framesTo(tick: number): Promise<void> {
    return this.until(() =>
      this.runs.every((run) => run.kind === 'audio' || run.isClosed || this.#endOf(run) >= tick),
    );
  }

  #endOf(run: RecordedRun): number {
    const end = this.#ends.get(run) ?? new RecordedEnd(run);
    this.#ends.set(run, end);
    return end.tick();
  }

  #changed(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
  }
}

/** The run as a file, for a tool that reads it. */
export async function withFile<T>(run: RecordedRun, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'proscenium-test-'));
  try {
    const path = join(folder, 'run.mp4');
    await writeFile(path, Buffer.concat(run.chunks));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface DecodedFrames {
  width: number;
  height: number;
  count: number;
  /** Mean colour of a small square around a point of a frame, 0 to 255. */
  rgb(frame: number, x: number, y: number): [number, number, number];
}

/** The frames of a run, scaled down so that minutes fit into memory; in full size only some may be kept. */
export async function decodeFrames(
  run: RecordedRun,
  width: number,
  height: number,
  isKept: (frame: number) => boolean = () => true,
): Promise<DecodedFrames> {
  const kept = new Map<number, Buffer>();
  let count = 0;
  const options = ['-vf', `scale=${width}:${height}:flags=area`, '-fps_mode', 'passthrough'];
  await readDecoded(run, [...options, '-f', 'rawvideo', '-pix_fmt', 'rgb24'], width * height * 3, (frame) => {
    if (isKept(count)) kept.set(count, Buffer.from(frame));
    count += 1;
  });
  return {
    width,
    height,
    count,
    rgb: (frame, x, y) => {
      const data = kept.get(frame);
      if (!data) throw new Error(`frame ${frame} of ${count} was not kept`);
      return mean(data, width, x, y);
    },
  };
}

function mean(data: Uint8Array, width: number, x: number, y: number): [number, number, number] {
  const sum = [0, 0, 0];
  for (let row = y - 1; row <= y + 1; row += 1) {
    for (let column = x - 1; column <= x + 1; column += 1) {
      const at = (row * width + column) * 3;
      for (let part = 0; part < 3; part += 1) sum[part] = (sum[part] ?? 0) + (data[at + part] ?? 0);
    }
  }
  return sum.map((value) => Math.round(value / 9)) as [number, number, number];
}

/** The encoder's delay: the first frame of every audio run, which players never see. */
const PRIMING_SAMPLES = 1_024;

/** The audio of a run from its start, first channel. */
export function decodeAudio(run: RecordedRun): Promise<Float32Array> {
  return withFile(run, async (path) => {
    const { stdout } = await runFile(
      'ffmpeg',
      ['-v', 'error', '-i', path, '-af', 'pan=mono|c0=c0', '-f', 'f32le', '-ar', '48000', 'pipe:1'],
      { encoding: 'buffer', maxBuffer: 1024 * 1024 * 1024 },
    );
    const bytes = stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.length & ~3));
    return new Float32Array(bytes).subarray(PRIMING_SAMPLES);
  });
}

/** What FFmpeg makes of a run, piece by piece: an hour does not fit into memory. */
export function readDecoded(
  run: RecordedRun,
  options: readonly string[],
  pieceBytes: number,
  read: (piece: Buffer) => void,
): Promise<void> {
  return withFile(run, async (path) => {
    const child = spawn('ffmpeg', ['-v', 'error', '-i', path, ...options, 'pipe:1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    let parts: Buffer[] = [];
    let length = 0;
    for await (const chunk of child.stdout) {
      parts.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length < pieceBytes) continue;
      // Once for a piece: a frame comes in a dozen chunks.
      const bytes = Buffer.concat(parts);
      let at = 0;
      for (; at + pieceBytes <= length; at += pieceBytes) read(bytes.subarray(at, at + pieceBytes));
      parts = [bytes.subarray(at)];
      length -= at;
    }
    await ended;
  });
}

/** A frame of a run as a PNG, to be looked at. */
export function saveFrame(run: RecordedRun, atSeconds: number, target: string): Promise<void> {
  return withFile(run, async (path) => {
    await runFile('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      path,
      '-ss',
      `${atSeconds}`,
      '-frames:v',
      '1',
      target,
    ]);
  });
}
