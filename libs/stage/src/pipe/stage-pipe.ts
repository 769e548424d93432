import type { Clock, Log } from '#kernel';
import type { LocalHub } from '../media/local-hub.js';
import type { Track } from '../media/track.js';
import { HubPipe } from './hub-pipe.js';
import { OutgoingTrack } from './outgoing-track.js';
import type { FromReceiver, ToReceiver } from './pipe-messages.js';

export interface StagePipeOptions {
  /** Messages to the programme arrive in the order in which they were sent, or not at all. */
  send(message: ToReceiver): void;
  /** In the green room: made ready, and the programme gets nothing of it, even while others hear it. */
  isHeld(track: Track): boolean;
  /** The router of this machine that has the track. */
  entryOf(track: Track): Promise<LocalHub>;
  clock: Clock;
  log: Log;
}

const BRING_AGAIN_MS = 2_000;

/** The stage's side of the way into a programme: one pipe for each router that carries tracks of the stage. */
export class StagePipe {
  readonly #options: StagePipeOptions;
  readonly #pipes = new Map<LocalHub, Promise<HubPipe>>();
  readonly #tracks = new Map<string, OutgoingTrack>();
  /** Through which router each goes. */
  readonly #entries = new Map<string, LocalHub>();
  readonly #attempts = new Map<string, Promise<void>>();
  #nextPipe = 1;
  #isClosed = false;

  constructor(options: StagePipeOptions) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The way from this router is there before its first track: that one then waits for less. */
  prepare(hub: LocalHub): void {
    if (!this.#isClosed) void this.#pipeOf(hub).catch(() => undefined);
  }

  add(track: Track): void {
    if (this.#isClosed || track.isClosed || this.#tracks.has(track.trackId)) return;
    const { log, isHeld } = this.#options;
    const outgoing = new OutgoingTrack(track, isHeld(track), (message) => this.#send(message), log);
    this.#tracks.set(track.trackId, outgoing);
    track.events.on('closed', () => this.remove(track.trackId));
    this.#bring(outgoing);
  }

  /** Who is in the green room has changed. */
  review(): void {
    for (const outgoing of this.#tracks.values()) outgoing.hold(this.#options.isHeld(outgoing.track));
  }

  remove(trackId: string): void {
    this.#tracks.get(trackId)?.close();
    this.#tracks.delete(trackId);
    this.#entries.delete(trackId);
    this.#attempts.delete(trackId);
  }

  hear(message: FromReceiver): void {
    if (message.kind === 'track-ready') this.#tracks.get(message.trackId)?.ready();
    else if (message.kind === 'pipe-joined') this.#joined(message);
    else void this.#lost(message.pipeId);
  }

  close(): void {
    if (this.#isClosed) return;
    for (const trackId of [...this.#tracks.keys()]) this.remove(trackId);
    this.#isClosed = true;
    for (const pipe of this.#pipes.values()) pipe.then((each) => each.close()).catch(() => undefined);
    this.#pipes.clear();
  }

  #send(message: ToReceiver): void {
    if (!this.#isClosed) this.#options.send(message);
  }

  #bring(outgoing: OutgoingTrack): void {
    const { track } = outgoing;
    const { trackId } = track;
    const attempt = this.#enter(outgoing);
    this.#attempts.set(trackId, attempt);
    attempt.catch((error: Error) => {
      const isLatest = () => this.#has(outgoing) && this.#attempts.get(trackId) === attempt;
      // Either end may have gone on the way, or the next pipe brings it.
      if (!isLatest()) return;
      const { clock, log } = this.#options;
      log.warn('stage.pipe | a track was not taken', { trackId, error });
      // Of another node: it may not be reached for now, or the router died through which it was to come.
      if (!this.#isEntered(track)) clock.after(BRING_AGAIN_MS, () => isLatest() && this.#bring(outgoing));
    });
  }

  #has(outgoing: OutgoingTrack): boolean {
    const { track } = outgoing;
    return !this.#isClosed && !track.isClosed && this.#tracks.get(track.trackId) === outgoing;
  }

  async #enter(outgoing: OutgoingTrack): Promise<void> {
    const { track } = outgoing;
    const entry = await this.#options.entryOf(track);
    if (!this.#has(outgoing)) return;
    this.#entries.set(track.trackId, entry);
    await outgoing.enter(await this.#pipeOf(entry));
  }

  #isEntered({ trackId }: Track): boolean {
    const entry = this.#entries.get(trackId);
    return entry !== undefined && this.#pipes.has(entry);
  }

  #pipeOf(hub: LocalHub): Promise<HubPipe> {
    const known = this.#pipes.get(hub);
    if (known !== undefined) return known;
    const pipeId = `pipe_${this.#nextPipe}`;
    this.#nextPipe += 1;
    const opening = HubPipe.create(pipeId, hub, (message) => this.#send(message));
    this.#pipes.set(hub, opening);
    const forget = () => {
      if (this.#pipes.get(hub) === opening) this.#pipes.delete(hub);
    };
    opening.catch(forget);
    hub.events.on('died', () => {
      forget();
      this.#send({ kind: 'pipe-closed', pipeId });
      this.#bringAgain(hub);
    });
    return opening;
  }

  #joined({ pipeId, ip, port }: Extract<FromReceiver, { kind: 'pipe-joined' }>): void {
    void this.#find(pipeId)
      .then((pipe) => pipe?.join(ip, port))
      .catch((error) => this.#options.log.warn('stage.pipe | could not be joined', { pipeId, error }));
  }

  async #lost(pipeId: string): Promise<void> {
    const pipe = await this.#find(pipeId);
    if (pipe === undefined || this.#isClosed) return;
    this.#pipes.delete(pipe.hub);
    pipe.close();
    // The tracks that waited for one that never opened try again in time. At once, two ends could go on like that without end.
    if (pipe.isJoined) this.#bringAgain(pipe.hub);
  }

  /** What went through this router and lives on: after its worker's death, that is what ends at another node. */
  #bringAgain(hub: LocalHub): void {
    for (const outgoing of this.#tracks.values()) {
      if (this.#entries.get(outgoing.track.trackId) === hub && !outgoing.track.isClosed)
        this.#bring(outgoing);
    }
  }

  async #find(pipeId: string): Promise<HubPipe | undefined> {
    const opened = await Promise.allSettled(this.#pipes.values());
    return opened
      .flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
      .find((pipe) => pipe.pipeId === pipeId);
  }
}
