import { type Clock, type FrameChannel, type Log, toShowError } from '#kernel';
import type {
  InputDirectory,
  InputFacts,
  InputPlace,
  InputPlaces,
  NodePlaces,
  SendsBy,
} from '../input-facts.js';
import { type FromIngest, fromIngestSchema, type ToIngest } from './messages.js';

export interface EncoderSessionsOptions {
  channel: Pick<FrameChannel, 'events' | 'send' | 'close'>;
  inputs: InputDirectory;
  places: InputPlaces;
  /** In a cluster: encoders of shows that other nodes run are led there. */
  nodes?: NodePlaces | undefined;
  /** Passphrases of SRT follow from keys by it. */
  srtSecret: string;
  /** Which ports the other process has. */
  listening: (ports: { rtmp: number; rtmps: number; srt: number }) => void;
  clock: Clock;
  log: Log;
}

const MOST_SESSIONS = 200;
/** Ends that are no wish of anybody's: the sender may go on, in a new place. */
const LOST: ReadonlySet<string> = new Set(['transport-closed']);
/** The node of a show that just moved is known within a review of the cluster, the next one of a dead node a little later. */
const LOOK_AGAIN_MS = 500;
const MOST_LOOKS = 30;

/** The server's side of the process that takes encoders: keys are checked and places opened here, media passes by. */
export class EncoderSessions {
  readonly #options: EncoderSessionsOptions;
  readonly #places = new Map<string, InputPlace>();
  /** Whose place is being looked for. */
  readonly #claiming = new Set<string>();

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
    for (const place of this.#places.values()) place.close('failed');
    this.#places.clear();
    this.#claiming.clear();
  }

  async #take(message: FromIngest): Promise<void> {
    if (message.kind === 'listening') this.#options.listening(message);
    else if (message.kind === 'claim') await this.#claim(message.sessionId, message.by, message.key);
    else if (message.kind === 'wants') await this.#openTracks(message.sessionId, message);
    else if (message.kind === 'note') this.#places.get(message.sessionId)?.setNotes(message.notes);
    else this.#gone(message.sessionId);
  }

  async #claim(sessionId: string, by: SendsBy, key: string): Promise<void> {
    const { inputs, log } = this.#options;
    // Claimed twice where the server and the other node were lost at once: a second place would end the first.
    if (this.#claiming.has(sessionId) || this.#places.has(sessionId)) return;
    this.#claiming.add(sessionId);
    try {
      const input = await inputs.findByKey(key);
      if (input === undefined)
        return this.#refuse(sessionId, 'The stream key is wrong. Copy it from the studio again.');
      if (this.#places.size >= MOST_SESSIONS)
        return this.#refuse(sessionId, 'Too many encoders send already.');
      await this.#open(input, sessionId, by);
    } catch (error) {
      log.warn('ingest.claim | refused', { sessionId, error });
      this.#refuse(sessionId, toShowError(error).message);
    } finally {
      this.#claiming.delete(sessionId);
    }
  }

  /** Here, or at the node that runs the show: between two of them it may be nowhere for a moment. */
  async #open(input: InputFacts, sessionId: string, by: SendsBy): Promise<void> {
    const { places, nodes, clock } = this.#options;
    for (let looks = 1; this.#claiming.has(sessionId); looks += 1) {
      try {
        return this.#grant(sessionId, await places.open(input, { id: sessionId, by }));
      } catch (error) {
        if (nodes === undefined || looks > MOST_LOOKS || toShowError(error).code !== 'other-node')
          throw error;
      }
      const at = nodes.placeOf(input.showId);
      if (at !== undefined) return this.#say({ kind: 'elsewhere', sessionId, host: at.host, port: at.port });
      await clock.sleep(LOOK_AGAIN_MS);
    }
  }

  #grant(sessionId: string, place: InputPlace): void {
    // The encoder left, or its process, while the show was opened.
    if (!this.#claiming.has(sessionId)) {
      place.close('goodbye');
      return;
    }
    this.#places.set(sessionId, place);
    place.onEnded((why) => {
      this.#places.delete(sessionId);
      this.#ended(sessionId, why);
    });
    this.#say({ kind: 'granted', sessionId });
  }

  #ended(sessionId: string, why: string): void {
    const { nodes, clock } = this.#options;
    if (LOST.has(why)) this.#say({ kind: 'lost', sessionId });
    // The show may have gone to another node, and the encoder with it.
    else if (why === 'stage-closed' && nodes !== undefined)
      clock.after(LOOK_AGAIN_MS, () => this.#say({ kind: 'lost', sessionId }));
    else this.#say({ kind: 'cut', sessionId, why });
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
    this.#claiming.delete(sessionId);
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
