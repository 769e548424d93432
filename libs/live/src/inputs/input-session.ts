import type { InputFacts, InputPlace, PlainTarget, SendsBy } from '#ingest';
import type {
  TransportView,
  WireDtlsParameters,
  WireIceParameters,
  WireRtpCapabilities,
  WireRtpParameters,
} from '#protocol';
import type { StageInput } from '#stage';
import type { InputNotes } from './input-notes.js';

export interface InputSessionOptions {
  input: InputFacts;
  by: SendsBy;
  place: StageInput;
  notes: InputNotes;
  /** What the room that took the sender does when it closes the place itself. */
  onClosed: (why: 'goodbye' | 'failed') => void;
}

/** A sender of an input, between the room that takes senders and the stage. */
export class InputSession implements InputPlace {
  readonly input: InputFacts;
  readonly by: SendsBy;
  readonly place: StageInput;
  readonly #notes: InputNotes;
  readonly #onClosed: InputSessionOptions['onClosed'];
  #listener: (why: string) => void = () => undefined;
  #isClosed = false;

  constructor({ input, by, place, notes, onClosed }: InputSessionOptions) {
    this.input = input;
    this.by = by;
    this.place = place;
    this.#notes = notes;
    this.#onClosed = onClosed;
  }

  get capabilities(): WireRtpCapabilities {
    return this.place.capabilities;
  }

  openWebRtc(): Promise<TransportView> {
    return this.place.openWebRtc();
  }

  connect(dtls: WireDtlsParameters): Promise<void> {
    return this.place.connect(dtls);
  }

  restartIce(): Promise<WireIceParameters> {
    return this.place.restartIce();
  }

  produce(source: 'camera' | 'microphone', rtpParameters: WireRtpParameters): Promise<unknown> {
    return this.place.produce(source, rtpParameters);
  }

  openPlain(kinds: { video: boolean; audio: boolean }): Promise<PlainTarget> {
    return this.place.openPlain(kinds);
  }

  /** After its end the notes are about the next sender. */
  setNotes(notes: readonly string[]): void {
    if (!this.#isClosed) this.#notes.say(notes);
  }

  onEnded(listener: (why: string) => void): void {
    this.#listener = listener;
  }

  /** From this side: the key was changed, a moderator removed it, a newer sender came. */
  end(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.place.close();
    this.#listener(why);
  }

  close(why: 'goodbye' | 'failed'): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.place.close();
    this.#onClosed(why);
  }
}
