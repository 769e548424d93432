import { type FrameChannel, type Log, toShowError } from '#kernel';
import type { InputDirectory, InputPlace, InputPlaces, SendsBy } from '../input-facts.js';
import { type FromIngest, fromIngestSchema, type ToIngest } from './messages.js';

export interface EncoderSessionsOptions {
  channel: Pick<FrameChannel, 'events' | 'send' | 'close'>;
  inputs: InputDirectory;
  places: InputPlaces;
  /** Passphrases of SRT follow from keys by it. */
  srtSecret: string;
  /** Which ports the other process has. */
  listening: (ports: { rtmp: number; rtmps: number; srt: number }) => void;
  log: Log;
}

const MOST_SESSIONS = 200;
/** Ends that are no wish of anybody's: the sender may go on, in a new place. */
const LOST: ReadonlySet<string> = new Set(['transport-closed']);

/** The server's side of the process that takes encoders: keys are checked and places opened here, media passes by. */
export class EncoderSessions {
  readonly #options: EncoderSessionsOptions;
  readonly #places = new Map<string, InputPlace>();
  #isClosed = false;

  constructor(options: EncoderSessionsOptions) {
    this.#options = options;
    const { channel, srtSecret, log } = options;
    channel.events.on('frame', ({ message }) => {
      const said = fromIngestSchema.safeParse(message);
      if (said.success) void this.#take(said.data);
      else {
        log.error('ingest.link | what the ingest says cannot be read', { error: said.error });
        channel.close();
      }
    });
    channel.events.on('closed', () => this.close());
    this.#say({ kind: 'srt', secret: srtSecret });
  }

  /** The other process is gone, or this one ends: its senders have no place any more. */
  close(): void {
    this.#isClosed = true;
    for (const place of this.#places.values()) place.close('failed');
    this.#places.clear();
  }

  async #take(message: FromIngest): Promise<void> {
    if (message.kind === 'listening') this.#options.listening(message);
    else if (message.kind === 'claim') await this.#claim(message.sessionId, message.by, message.key);
    else if (message.kind === 'wants') await this.#openTracks(message.sessionId, message);
    else if (message.kind === 'note') this.#places.get(message.sessionId)?.setNotes(message.notes);
    else this.#gone(message.sessionId);
  }

  async #claim(sessionId: string, by: SendsBy, key: string): Promise<void> {
    const { inputs, places, log } = this.#options;
    try {
      const input = await inputs.findByKey(key);
      if (input === undefined)
        return this.#refuse(sessionId, 'The stream key is wrong. Copy it from the studio again.');
      if (this.#places.size >= MOST_SESSIONS)
        return this.#refuse(sessionId, 'Too many encoders send already.');
      const place = await places.open(input, { id: sessionId, by });
      if (this.#isClosed) return place.close('failed');
      this.#places.set(sessionId, place);
      place.onEnded((why) => {
        this.#places.delete(sessionId);
        this.#say(LOST.has(why) ? { kind: 'lost', sessionId } : { kind: 'cut', sessionId, why });
      });
      this.#say({ kind: 'granted', sessionId });
    } catch (error) {
      log.warn('ingest.claim | refused', { sessionId, error });
      this.#refuse(sessionId, toShowError(error).message);
    }
  }

  async #openTracks(sessionId: string, kinds: { video: boolean; audio: boolean }): Promise<void> {
    const place = this.#places.get(sessionId);
    if (place === undefined) return;
    try {
      this.#say({ kind: 'target', sessionId, ...(await place.openPlain(kinds)) });
    } catch (error) {
      this.#options.log.warn('ingest.place | no tracks', { sessionId, error });
      this.#places.delete(sessionId);
      place.close('failed');
      this.#say({ kind: 'cut', sessionId, why: toShowError(error).code });
    }
  }

  #gone(sessionId: string): void {
    const place = this.#places.get(sessionId);
    this.#places.delete(sessionId);
    place?.close('goodbye');
  }

  #refuse(sessionId: string, reason: string): void {
    this.#say({ kind: 'refused', sessionId, reason: reason.slice(0, 300) });
  }

  #say(message: ToIngest): void {
    this.#options.channel.send(message);
  }
}
