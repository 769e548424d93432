import { type Connection, Observed } from '#client';
import type { AudioMix, SourceMix } from '#protocol';
import { runAction } from '../../ui/run-action.js';

export type MixSource = Pick<SourceMix, 'participantId' | 'source'>;
export type MixLevel = Pick<SourceMix, 'volume' | 'muted' | 'pan'>;

export const AS_SENT: MixLevel = { volume: 1, muted: false, pan: 0 };

const isSame = (one: MixSource, other: MixSource): boolean =>
  one.participantId === other.participantId && one.source === other.source;

export const levelOf = ({ sources }: AudioMix, source: MixSource): MixLevel =>
  sources.find((each) => isSame(each, source)) ?? AS_SENT;

/** A slider moves faster than messages may: while one is on its way, only the newest state waits. */
export class MixSender {
  /** What was set here and is not confirmed; null: the programme's own. */
  readonly pending = new Observed<AudioMix | null>(null);
  readonly #connection: Connection;
  #isSending = false;
  #isStale = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  set(audioMix: AudioMix, source: MixSource, change: Partial<MixLevel>): void {
    const level = { ...levelOf(audioMix, source), ...change };
    const others = audioMix.sources.filter((each) => !isSame(each, source));
    this.#put({ ...audioMix, sources: [...others, { ...source, ...level }] });
  }

  /** The source is heard as it is sent. */
  reset(audioMix: AudioMix, source: MixSource): void {
    this.#put({ ...audioMix, sources: audioMix.sources.filter((each) => !isSame(each, source)) });
  }

  setLevelling(audioMix: AudioMix, levelling: boolean): void {
    this.#put({ ...audioMix, levelling });
  }

  #put(audioMix: AudioMix): void {
    this.pending.set(audioMix);
    this.#isStale = true;
    if (!this.#isSending) runAction(this.#send());
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#isStale && this.pending.value) {
        this.#isStale = false;
        await this.#connection.request('programme.set-audio', { audioMix: this.pending.value });
      }
    } finally {
      this.#isSending = false;
      this.pending.set(null);
    }
  }
}
