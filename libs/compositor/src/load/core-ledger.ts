import type { ProgrammeHealth } from '../programme-health.js';
import type { ProgrammeSettings } from '../settings.js';
import { estimateCores } from './estimate-cores.js';

interface Account {
  /** Means of the last half minute. */
  measured: number;
  estimated: number;
  seconds: number;
}

type Measured = Pick<ProgrammeHealth, 'cores' | 'rungs' | 'tracks'>;

const MEAN_SECONDS = 30;
/** Before that, starting encoders and first guests are measured, not the show. */
const SETTLED_SECONDS = 20;
/** A starved show takes less than it needs, a neighbour's load makes the same work slower: neither is believed wholly. */
const FACTOR = { least: 0.7, most: 2.5 };

/** Holds what programmes were expected to take against what they take, and corrects what the next is expected to. */
export class CoreLedger {
  readonly #settings: ProgrammeSettings;
  /** Of shows that have formats of their own. */
  readonly #settingsOf = new Map<string, ProgrammeSettings>();
  readonly #accounts = new Map<string, Account>();
  #factor = 1;

  constructor(settings: ProgrammeSettings) {
    this.#settings = settings;
  }

  /** How many times as much as estimated programmes take on this machine. What was learnt outlives the shows. */
  get factor(): number {
    return this.#factor;
  }

  /** What a show that starts is made with. */
  expect(showId: string, settings: ProgrammeSettings): void {
    this.#settingsOf.set(showId, settings);
  }

  /** Once a second for each show on air. */
  note(showId: string, { cores, rungs, tracks }: Measured): void {
    const guests = new Set(tracks.map(({ participantId }) => participantId)).size;
    const estimated = estimateCores(this.#settingsOf.get(showId) ?? this.#settings, guests, rungs);
    const account = this.#accounts.get(showId) ?? { measured: cores, estimated, seconds: 0 };
    account.seconds += 1;
    const weight = 1 / Math.min(MEAN_SECONDS, account.seconds);
    account.measured += (cores - account.measured) * weight;
    account.estimated += (estimated - account.estimated) * weight;
    this.#accounts.set(showId, account);
    this.#learn();
  }

  forget(showId: string): void {
    this.#accounts.delete(showId);
    this.#settingsOf.delete(showId);
  }

  /** What a show needs with so many guests, whole ladder included: it may be restored. */
  neededCores(guests: number, settings: ProgrammeSettings = this.#settings): number {
    return estimateCores(settings, guests) * this.#factor;
  }

  /** What a show takes that is composed and not encoded. */
  composedCores(settings: ProgrammeSettings): number {
    return estimateCores(settings, 0, []) * this.#factor;
  }

  /** What a show is counted with: what it needs with the guests that are expected, and never less than it takes. */
  usedCores(showId: string, guests: number): number {
    return Math.max(
      this.neededCores(guests, this.#settingsOf.get(showId)),
      this.#accounts.get(showId)?.measured ?? 0,
    );
  }

  #learn(): void {
    const settled = [...this.#accounts.values()].filter(({ seconds }) => seconds >= SETTLED_SECONDS);
    const estimated = settled.reduce((sum, account) => sum + account.estimated, 0);
    if (estimated === 0) return;
    const measured = settled.reduce((sum, account) => sum + account.measured, 0);
    this.#factor = Math.min(FACTOR.most, Math.max(FACTOR.least, measured / estimated));
  }
}
