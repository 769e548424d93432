import type { ProgrammeHealth, ProgrammeParticipant } from '#compositor';
import type { Clock, FrameChannel, Log } from '#kernel';
import { PacketPack } from '#media';
import type { TrackLogEntry } from '#outputs';
import type { ReceivedTrack, StageReceiver, TrackTap } from '#stage';
import { GapWatch } from './gap-watch.js';

export interface TrackLogOptions {
  receiver: StageReceiver;
  started: Promise<void>;
  anchorWallMs: () => number;
  clock: Clock;
  log: Log;
}

interface Followed {
  index: number;
  tap: TrackTap;
}

/** Packets wait this long for company on their way. */
const GATHER_MS = 40;
const GATHER_BYTES = 256 * 1024;
/** A follower that has not taken so much misses packets until it has. */
const PENDING_BYTES = 16 * 1024 * 1024;
/** Of simulcast the largest layer, whatever the programme shows. */
const LARGEST_PX = 100_000;
const MOST_TRACKS = 65_535;

/**
 * What participants send, for one follower that keeps it: packets as they came, and what of them the programme played
 * when. Each track has a feed of its own, which costs nothing while nobody follows.
 */
export class TrackLog {
  readonly #options: TrackLogOptions;
  readonly #received = new Map<string, ReceivedTrack>();
  readonly #names = new Map<string, string>();
  readonly #followed = new Map<string, Followed>();
  readonly #pack = new PacketPack();
  #cancelFlush: (() => void) | undefined;
  #follower: FrameChannel | undefined;
  #isBegun = false;
  #nextIndex = 0;
  #dropped = 0;

  constructor(options: TrackLogOptions) {
    this.#options = options;
    options.receiver.events.on('track-received', (track) => this.#take(track));
  }

  /** The newest one counts. */
  follow(channel: FrameChannel): void {
    this.#leave();
    this.#follower = channel;
    channel.events.on('closed', () => {
      if (this.#follower === channel) this.#leave();
    });
    const { started } = this.#options;
    const begin = () => {
      if (this.#follower !== channel || channel.isClosed) return;
      this.#isBegun = true;
      this.#sendBegan();
      for (const [participantId, name] of this.#names)
        this.#send({ kind: 'participant', participantId, name });
      for (const track of this.#received.values()) this.#open(track);
    };
    started.then(begin, () => channel.close());
  }

  participant({ id, name }: Pick<ProgrammeParticipant, 'id' | 'name'>): void {
    if (this.#names.get(id) === name) return;
    this.#names.set(id, name);
    if (this.#isBegun) this.#send({ kind: 'participant', participantId: id, name });
  }

  health({ tracks }: ProgrammeHealth): void {
    if (this.#followed.size === 0) return;
    const positions = tracks.flatMap(({ trackId, played }) => {
      const followed = this.#followed.get(trackId);
      return followed === undefined || played === undefined ? [] : [{ index: followed.index, ...played }];
    });
    // What was packed before was played before.
    this.#flush();
    if (positions.length > 0) this.#send({ kind: 'played', positions });
    if (this.#dropped === 0) return;
    this.#options.log.warn('programme.tracks | packets were not taken', { dropped: this.#dropped });
    this.#dropped = 0;
  }

  close(): void {
    this.#flush();
    this.#follower?.close();
    this.#leave();
  }

  #sendBegan(): void {
    const { clock } = this.#options;
    const anchorWallMs = this.#options.anchorWallMs();
    const anchorMonotonicMs = clock.monotonicMs() - (clock.wallMs() - anchorWallMs);
    this.#send({ kind: 'began', anchorWallMs, anchorMonotonicMs });
  }

  #take(track: ReceivedTrack): void {
    const { trackId } = track.facts;
    this.#received.set(trackId, track);
    track.events.on('closed', () => {
      if (this.#received.get(trackId) === track) this.#received.delete(trackId);
    });
    const { started } = this.#options;
    void started.then(
      () => this.#open(track),
      () => undefined,
    );
  }

  #open(track: ReceivedTrack): void {
    const { receiver, log } = this.#options;
    const { trackId, participantId, source, codec, clockRateHz } = track.facts;
    const isKnown = this.#followed.has(trackId) || this.#received.get(trackId) !== track;
    if (!this.#isBegun || isKnown || this.#nextIndex > MOST_TRACKS) return;
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    const tap = receiver.tap(track);
    this.#followed.set(trackId, { index, tap });
    this.#send({ kind: 'track', index, trackId, participantId, source, codec, clockRateHz });
    const gaps = new GapWatch(() => tap.requestKeyFrame());
    tap.preferHeight(LARGEST_PX);
    const opening = tap.open({
      packet: (bytes, arrivedMs) => {
        if (codec !== 'opus') gaps.saw(bytes, arrivedMs);
        this.#packet(index, bytes, arrivedMs);
      },
      senderReport: (report) => {
        this.#flush();
        this.#send({ kind: 'report', index, ...report });
      },
      paused: () => undefined,
      closed: () => this.#ended(trackId, index),
    });
    opening.catch((error) => log.warn('programme.tracks | a track was not taken', { trackId, error }));
  }

  #ended(trackId: string, index: number): void {
    if (this.#followed.get(trackId)?.index !== index) return;
    this.#followed.delete(trackId);
    this.#flush();
    this.#send({ kind: 'track-ended', index });
  }

  #packet(index: number, bytes: Uint8Array, arrivedMs: number): void {
    if (this.#follower === undefined) return;
    if (this.#follower.pendingBytes > PENDING_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#pack.add({ index, bytes, arrivedMs });
    if (this.#pack.bytes >= GATHER_BYTES) this.#flush();
    else this.#cancelFlush ??= this.#options.clock.after(GATHER_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#pack.bytes > 0) this.#follower?.send({ kind: 'packets' }, this.#pack.take());
  }

  #send(entry: TrackLogEntry): void {
    this.#follower?.send(entry);
  }

  #leave(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    this.#pack.take();
    const follower = this.#follower;
    this.#follower = undefined;
    follower?.close();
    const taps = [...this.#followed.values()];
    this.#followed.clear();
    this.#isBegun = false;
    this.#nextIndex = 0;
    for (const { tap } of taps) tap.close();
  }
}
