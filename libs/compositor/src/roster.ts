import type { Clock, Log } from '#kernel';
import type { VideoCodec } from '#media';
import { type AudioMix, audioMixSchema, mixOf } from './audio/audio-mix.js';
import { AudioTrack } from './audio/audio-track.js';
import type { Mixer } from './audio/mixer.js';
import { Guest } from './guest.js';
import type { ProgrammeParticipant } from './participant.js';
import type { ProgrammeEvent } from './programme-health.js';
import type { DecoderPool } from './source/decoder-pool.js';
import type { LateThread } from './source/late-thread.js';
import { VideoTrack } from './source/video-track.js';
import type { TrackOpening } from './thread-messages.js';

/** What the roster asks of the outside, by track index. */
export interface RosterOutput {
  wantKeyFrame(index: number): void;
  preferHeight(index: number, heightPx: number): void;
  event(event: ProgrammeEvent): void;
}

export interface RosterOptions {
  clock: Clock;
  log: Log;
  pool: DecoderPool;
  thread: LateThread;
  mixer: Mixer;
  output: RosterOutput;
}

/** Who takes part and what they send. Tracks may come before or after their participant. */
export class Roster {
  readonly #options: RosterOptions;
  readonly #guests = new Map<string, Guest>();
  readonly #tracks = new Map<number, VideoTrack | AudioTrack>();
  /** Removed before they were ready. */
  readonly #opening = new Set<number>();
  #order: string[] = [];
  #audioMix: AudioMix = audioMixSchema.parse({});

  constructor(options: RosterOptions) {
    this.#options = options;
  }

  /** In the order in which they joined the programme. */
  get seated(): Guest[] {
    return this.#order.flatMap((id) => this.#guests.get(id) ?? []);
  }

  get guests(): Iterable<Guest> {
    return this.#guests.values();
  }

  get decoderPids(): number[] {
    return [...this.#tracks.values()].flatMap((track) =>
      track instanceof VideoTrack ? track.decoderPids : [],
    );
  }

  async addTrack(opening: TrackOpening): Promise<void> {
    const guest = this.#guest(opening.participantId);
    const sync = guest.syncOf(opening.source);
    if (opening.codec !== 'opus') {
      const video = this.#openVideo(opening, opening.codec);
      sync.add(video.timing);
      guest.videos.set(opening.index, video);
      this.#tracks.set(opening.index, video);
      return;
    }
    this.#opening.add(opening.index);
    const audio = await AudioTrack.create(opening, sync);
    if (!this.#opening.delete(opening.index)) return audio.close();
    sync.add(audio.timing);
    guest.audios.set(opening.index, audio);
    this.#tracks.set(opening.index, audio);
    this.#patch(guest);
  }

  /** Its packets are handed to it directly. */
  track(index: number): VideoTrack | AudioTrack | undefined {
    return this.#tracks.get(index);
  }

  report(index: number, ntpMs: number, rtpTimestamp: number): void {
    this.#tracks.get(index)?.timing.report(ntpMs, rtpTimestamp);
  }

  paused(index: number, isPaused: boolean): void {
    this.#tracks.get(index)?.paused(isPaused);
  }

  async removeTrack(index: number): Promise<void> {
    this.#opening.delete(index);
    const track = this.#tracks.get(index);
    if (!track) return;
    this.#tracks.delete(index);
    const guest = this.#guest(track.opening.participantId);
    guest.syncOf(track.opening.source).remove(track.timing);
    guest.videos.delete(index);
    guest.audios.delete(index);
    this.#forgetIfEmpty(guest);
    if (track instanceof VideoTrack) await track.close();
    else this.#options.mixer.remove(`${index}`, () => track.close());
  }

  /** Brings a participant into the programme, or changes what is known of one. */
  addParticipant(participant: ProgrammeParticipant): void {
    const guest = this.#guest(participant.id);
    if (!guest.participant) this.#order.push(participant.id);
    guest.participant = participant;
    this.#patch(guest);
  }

  removeParticipant(id: string): void {
    const guest = this.#guests.get(id);
    if (!guest) return;
    this.#order = this.#order.filter((joined) => joined !== id);
    guest.participant = undefined;
    for (const video of guest.videos.values()) video.show([]);
    this.#patch(guest);
    this.#forgetIfEmpty(guest);
  }

  /** How each source is heard from now on. */
  setAudioMix(audioMix: AudioMix): void {
    this.#audioMix = audioMix;
    for (const guest of this.#guests.values()) this.#patch(guest);
  }

  async close(): Promise<void> {
    this.#opening.clear();
    const tracks = [...this.#tracks.values()];
    this.#tracks.clear();
    await Promise.all(tracks.map((track) => track.close()));
  }

  #guest(id: string): Guest {
    const guest = this.#guests.get(id) ?? new Guest(id);
    this.#guests.set(id, guest);
    return guest;
  }

  #forgetIfEmpty(guest: Guest): void {
    if (guest.isEmpty) this.#guests.delete(guest.id);
  }

  #openVideo(opening: TrackOpening, codec: VideoCodec): VideoTrack {
    const { pool, thread, clock, output, log } = this.#options;
    return new VideoTrack({
      opening,
      codec,
      pool,
      thread,
      clock,
      wantKeyFrame: () => output.wantKeyFrame(opening.index),
      preferHeight: (heightPx) => output.preferHeight(opening.index, heightPx),
      onRefused: ({ width, height }) => {
        log.warn('compositor.track | frames are too large', { trackId: opening.trackId, width, height });
        output.event({ kind: 'frames-refused', trackId: opening.trackId, width, height });
      },
      onDecoderDied: (reason) => {
        log.warn('compositor.decoder | died', { trackId: opening.trackId, reason });
        output.event({ kind: 'decoder-died', trackId: opening.trackId, reason });
      },
    });
  }

  /** Connects a guest's audio tracks to the mixer as its participant's settings say. */
  #patch(guest: Guest): void {
    const { mixer } = this.#options;
    const { participant } = guest;
    for (const [index, audio] of guest.audios) {
      const id = `${index}`;
      if (!participant) {
        mixer.remove(id);
        continue;
      }
      const { volume, muted, pan } = mixOf(this.#audioMix, audio.opening.source, participant.id);
      const isSilent = muted || (participant.muted && audio.isSpeech);
      const gain = isSilent ? 0 : participant.volume * volume;
      audio.setMusic(participant.music);
      if (mixer.has(id)) mixer.setGain(id, gain, pan);
      else mixer.add(id, audio, gain, pan);
    }
  }
}
