import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, encodeFrame, type Frame, type Log } from '#kernel';
import { AppendFile } from '../recording/append-file.js';
import { trackLogEntrySchema } from './track-log-entry.js';
import { trackLogName, trackLogsIn } from './track-logs.js';
import type { TrackSource } from './track-source.js';

export interface TrackRecorderOptions {
  /** Of the recording. */
  folder: string;
  source: TrackSource;
  /** The machine keeps at least this much free. */
  minFreeBytes: number;
  clock: Clock;
  log: Log;
}

const SETTLE_MS = 2_000;
/** A disk that failed, or is full, is tried again. */
const RETRY_MS = 15_000;
/** What a disk that hangs may hold up; beyond it, packets are left out. */
const WAITING_BYTES = 32 * 1024 * 1024;

/**
 * Keeps what participants send as it comes, a file for each connection to a programme: `makeTracks` makes files of it
 * that people can use. Whatever is killed, what was written stays readable up to there.
 */
export class TrackRecorder {
  readonly #options: TrackRecorderOptions;
  readonly #cancel: () => void;
  #leave: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  /** Of this connection, until there is a track to write. */
  #early: Buffer[] = [];
  #file: Promise<AppendFile | undefined> | undefined;
  #steps: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #dropped = 0;
  #isClosed = false;

  constructor(options: TrackRecorderOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(SETTLE_MS, () => this.#step((file) => this.#settle(file)));
    this.#follow();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancel();
    this.#cancelRetry();
    this.#leave();
    this.#endFile();
    await this.#steps;
  }

  #follow(): void {
    this.#leave = this.#options.source.follow((frame) => this.#take(frame));
  }

  #take({ message, bytes }: Frame): void {
    const entry = trackLogEntrySchema.safeParse(message);
    if (!entry.success || this.#isClosed) return;
    if (entry.data.kind === 'began') {
      this.#endFile();
      this.#early = [];
    }
    const written = Buffer.concat(encodeFrame(message, bytes));
    if (this.#file === undefined) {
      this.#early.push(written);
      if (entry.data.kind === 'track') this.#beginFile();
    } else this.#append(written);
  }

  #beginFile(): void {
    this.#file = this.#open();
    const early = Buffer.concat(this.#early);
    this.#early = [];
    this.#append(early);
  }

  async #open(): Promise<AppendFile | undefined> {
    const { folder, log } = this.#options;
    try {
      const names = await trackLogsIn(folder);
      await this.#needRoom();
      return await AppendFile.open(join(folder, trackLogName(names.length)), 0);
    } catch (error) {
      log.warn('outputs.tracks | cannot be written', { error });
      this.#retry();
      return undefined;
    }
  }

  #append(bytes: Buffer): void {
    if (this.#waitingBytes > WAITING_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#waitingBytes += bytes.length;
    this.#step(async (file) => {
      this.#waitingBytes -= bytes.length;
      await file.append(bytes);
    });
  }

  async #settle(file: AppendFile): Promise<void> {
    if (this.#dropped > 0) this.#options.log.warn('outputs.tracks | dropped', { dropped: this.#dropped });
    this.#dropped = 0;
    await file.settle();
    await this.#needRoom();
  }

  #step(step: (file: AppendFile) => Promise<void>): void {
    const opening = this.#file;
    if (opening === undefined) return;
    this.#steps = this.#steps.then(async () => {
      const file = await opening;
      if (file === undefined) return;
      try {
        await step(file);
      } catch (error) {
        if (this.#file !== opening) return;
        this.#options.log.warn('outputs.tracks | cannot be written', { error });
        this.#endFile();
        this.#retry();
      }
    });
  }

  #endFile(): void {
    this.#step(async (file) => {
      await file.settle().finally(() => file.close());
    });
    this.#file = undefined;
  }

  /** Connects again, which tells everything from the beginning. */
  #retry(): void {
    this.#leave();
    this.#leave = () => undefined;
    this.#file = undefined;
    this.#early = [];
    if (this.#isClosed) return;
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => this.#follow());
  }

  async #needRoom(): Promise<void> {
    const { folder, minFreeBytes } = this.#options;
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < minFreeBytes) throw new Error('the disk is full');
  }
}
