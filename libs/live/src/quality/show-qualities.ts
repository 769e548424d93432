import type { Clock, Log } from '#kernel';
import { QualityGroups, type QualityGroupsJson } from '#origin';
import type { AudienceFigures, QualityStore, QualityView } from '#show';
import { qualityView } from './quality-view.js';

export interface ShowQualitiesOptions {
  store: QualityStore;
  /** Of this node: each keeps the reports that came to it. */
  node: string;
  clock: Clock;
  log: Log;
}

interface Kept {
  groups: QualityGroups;
  /** Includes what an earlier process of this node has stored. */
  isWhole: boolean;
  isChanged: boolean;
  toldAtMs: number;
}

const WRITE_EVERY_MS = 10_000;
/** A show without reports for so long is read again when its figures are wanted. */
const FORGET_AFTER_MS = 600_000;

/** What players report of the shows of this process, kept for the report after the show. */
export class ShowQualities implements AudienceFigures {
  readonly #options: ShowQualitiesOptions;
  readonly #shows = new Map<string, Kept>();
  readonly #stop: () => void;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ShowQualitiesOptions) {
    this.#options = options;
    this.#stop = options.clock.every(WRITE_EVERY_MS, () => this.#writeSoon());
  }

  add(showId: string, groups: QualityGroupsJson): void {
    const kept = this.#shows.get(showId) ?? {
      groups: new QualityGroups(),
      isWhole: false,
      isChanged: false,
      toldAtMs: 0,
    };
    this.#shows.set(showId, kept);
    kept.groups.merge(groups);
    kept.isChanged = true;
    kept.toldAtMs = this.#options.clock.monotonicMs();
  }

  /** By the reports that came to this node. */
  here(showId: string): QualityView | undefined {
    const kept = this.#shows.get(showId);
    return kept === undefined ? undefined : qualityView(kept.groups);
  }

  /** By the reports of all nodes; those of the last seconds that others have are not stored yet. */
  async quality(showId: string): Promise<QualityView> {
    const rows = await this.#options.store.list(showId);
    const whole = new QualityGroups();
    const here = this.#shows.get(showId);
    for (const { node, groups } of rows)
      if (node !== this.#options.node || here?.isWhole !== true) whole.merge(groups);
    if (here) whole.merge(here.groups.toJson());
    return qualityView(whole);
  }

  /** The show is deleted. */
  forget(showId: string): void {
    this.#shows.delete(showId);
  }

  /** Writes the rest. */
  async close(): Promise<void> {
    this.#stop();
    this.#writeSoon();
    await this.#writing;
  }

  #writeSoon(): void {
    this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    const { log, clock } = this.#options;
    for (const [showId, kept] of [...this.#shows]) {
      if (!kept.isChanged) {
        if (clock.monotonicMs() - kept.toldAtMs > FORGET_AFTER_MS) this.#shows.delete(showId);
        continue;
      }
      try {
        await this.#writeOne(showId, kept);
      } catch (error) {
        kept.isChanged = this.#shows.has(showId);
        log.warn('live.quality | not written, tried again', { showId, error });
      }
    }
  }

  async #writeOne(showId: string, kept: Kept): Promise<void> {
    const { store, node } = this.#options;
    if (!kept.isWhole) {
      const rows = await store.list(showId);
      for (const row of rows) if (row.node === node) kept.groups.merge(row.groups);
      kept.isWhole = true;
    }
    kept.isChanged = false;
    // The show may have been deleted while the rows were read.
    if (this.#shows.get(showId) === kept) await store.put(showId, node, kept.groups.toJson());
  }
}
