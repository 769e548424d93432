import { type Clock, connectChannel, type FrameChannel, type Log, newId } from '#kernel';
import type { PlainTarget } from '../input-facts.js';
import { type FromIngest, type ToIngest, toIngestSchema } from './messages.js';

/** An encoder that is connected, as the link sees it. */
export interface LinkedEncoder {
  granted(): void;
  refused(reason: string): void;
  target(target: PlainTarget): void;
  /** Its place is gone for a while: what it sends is kept for the next one. */
  lost(): void;
  cut(why: string): void;
}

export interface IngestLinkOptions {
  /** The server's socket for this process. */
  path: string;
  clock: Clock;
  log: Log;
  /** Passphrases of SRT follow from keys by it. Told at each connection to the server. */
  srtSecret: (secret: string) => void;
}

const TRY_EVERY_MS = 200;

interface Claim {
  by: 'rtmp' | 'srt';
  key: string;
  encoder: LinkedEncoder;
}

/** This process's side of the connection to the server. A server that is started again hears of every sender again. */
export class IngestLink {
  readonly #options: IngestLinkOptions;
  readonly #claims = new Map<string, Claim>();
  readonly #abort = new AbortController();
  #channel: FrameChannel | undefined;
  #ports = { rtmp: 0, rtmps: 0, srt: 0 };

  constructor(options: IngestLinkOptions) {
    this.#options = options;
    void this.#keepConnected();
  }

  get isConnected(): boolean {
    return this.#channel !== undefined;
  }

  setPorts(ports: { rtmp: number; rtmps: number; srt: number }): void {
    this.#ports = ports;
    this.#say({ kind: 'listening', ...ports });
  }

  /** Answered by `granted` or `refused`, now or when the server is there again. */
  claim(by: 'rtmp' | 'srt', key: string, encoder: LinkedEncoder): string {
    const sessionId = newId(by);
    this.#claims.set(sessionId, { by, key, encoder });
    this.#say({ kind: 'claim', sessionId, by, key });
    return sessionId;
  }

  wants(sessionId: string, kinds: { video: boolean; audio: boolean }): void {
    this.#say({ kind: 'wants', sessionId, ...kinds });
  }

  note(sessionId: string, notes: readonly string[]): void {
    this.#say({ kind: 'note', sessionId, notes: [...notes] });
  }

  gone(sessionId: string): void {
    if (this.#claims.delete(sessionId)) this.#say({ kind: 'gone', sessionId });
  }

  close(): void {
    this.#abort.abort(new Error('closed'));
    this.#channel?.close();
    this.#channel = undefined;
  }

  async #keepConnected(): Promise<void> {
    const { path, clock } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      const channel = await connectChannel(path, { clock, signal }).catch(() => undefined);
      if (channel !== undefined) await this.#serve(channel);
      await clock.sleep(TRY_EVERY_MS, signal).catch(() => undefined);
    }
  }

  #serve(channel: FrameChannel): Promise<void> {
    return new Promise((resolve) => {
      this.#channel = channel;
      channel.events.on('frame', ({ message }) => this.#hear(message));
      channel.events.on('closed', () => {
        this.#channel = undefined;
        for (const { encoder } of this.#claims.values()) encoder.lost();
        resolve();
      });
      this.#say({ kind: 'listening', ...this.#ports });
      for (const [sessionId, { by, key }] of this.#claims) this.#say({ kind: 'claim', sessionId, by, key });
    });
  }

  #hear(message: unknown): void {
    const said = toIngestSchema.safeParse(message);
    if (!said.success) {
      this.#options.log.error('ingest.link | what the server says cannot be read', { error: said.error });
      this.#channel?.close();
      return;
    }
    if (said.data.kind === 'srt') this.#options.srtSecret(said.data.secret);
    else this.#tell(said.data);
  }

  #tell(said: Exclude<ToIngest, { kind: 'srt' }>): void {
    const claim = this.#claims.get(said.sessionId);
    if (claim === undefined) return;
    const { encoder, by, key } = claim;
    if (said.kind === 'granted') encoder.granted();
    else if (said.kind === 'target') encoder.target(said);
    else if (said.kind === 'lost') {
      encoder.lost();
      this.#say({ kind: 'claim', sessionId: said.sessionId, by, key });
    } else {
      this.#claims.delete(said.sessionId);
      if (said.kind === 'refused') encoder.refused(said.reason);
      else encoder.cut(said.why);
    }
  }

  #say(message: FromIngest): void {
    this.#channel?.send(message);
  }
}
