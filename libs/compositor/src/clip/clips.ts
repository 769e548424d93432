import type { Clock } from '#kernel';
import { type AudioMix, audioMixSchema, mixOf } from '../audio/audio-mix.js';
import type { Mixer } from '../audio/mixer.js';
import type { ProgrammeEvent } from '../programme-health.js';
import { type ClipSource, openClip } from './clip-decoder.js';
import type { ClipAction, ClipFile } from './clip-file.js';
import { ClipPlayer } from './clip-player.js';

export interface ClipsOptions {
  ffmpegPath: string;
  frameRate: number;
  clock: Clock;
  mixer: Mixer;
  event(event: ProgrammeEvent): void;
  /** For tests: what opens a file. */
  open?: (file: ClipFile) => ClipSource;
}

const FILES_AT_MOST = 32;
/** Decoders that wait or play: each holds half a second of frames. */
const PLAYERS_AT_MOST = 4;

const channelOf = (clipId: string): string => `clip ${clipId}`;

/** The clips that hosts put into the programme: one decoder each while it is shown, or about to be. */
export class Clips {
  readonly #options: ClipsOptions;
  readonly #files = new Map<string, ClipFile>();
  readonly #players = new Map<string, ClipPlayer>();
  /** Shown with this tick and those before it. */
  readonly #shown = new Set<string>();
  /** Played without a tile: audio, until it ends. */
  readonly #heard = new Set<string>();
  #audioMix: AudioMix = audioMixSchema.parse({});

  constructor(options: ClipsOptions) {
    this.#options = options;
  }

  add(file: ClipFile): void {
    this.#files.delete(file.id);
    this.#files.set(file.id, file);
    for (const oldest of [...this.#files.keys()].slice(0, -FILES_AT_MOST)) this.#files.delete(oldest);
  }

  has(id: string): boolean {
    return this.#files.has(id);
  }

  /** The player of a clip, which begins to read its file; nothing for an id that is no clip. */
  find(id: string): ClipPlayer | undefined {
    const known = this.#players.get(id);
    const file = this.#files.get(id);
    if (known || !file || this.#players.size >= PLAYERS_AT_MOST) return known;
    const { open = (each: ClipFile) => openClip({ ...this.#options, file: each }) } = this.#options;
    const player = new ClipPlayer(file, () => open(file));
    this.#players.set(id, player);
    return player;
  }

  act(id: string, action: ClipAction): void {
    const player = this.find(id);
    if (!player) return;
    player[action]();
    if (player.file.video) return;
    if (action === 'stop') this.#heard.delete(id);
    else this.#heard.add(id);
    if (action === 'play') this.#connect(id, player);
  }

  setAudioMix(audioMix: AudioMix): void {
    this.#audioMix = audioMix;
    for (const id of this.#players.keys()) this.#options.mixer.setGain(channelOf(id), ...this.#gain());
  }

  /** Once at each tick, before its audio is mixed. */
  advance(): void {
    for (const [id, player] of this.#players)
      if (player.advance()) {
        this.#heard.delete(id);
        this.#options.event({ kind: 'clip-ended', clipId: id });
      }
  }

  /** Once at each tick that is painted: a clip that is shown plays, and one that nobody shows or expects is closed. */
  show(shown: ReadonlySet<string>, expected: ReadonlySet<string>): void {
    for (const id of shown) {
      const player = this.find(id);
      if (!player || this.#shown.has(id)) continue;
      this.#shown.add(id);
      this.#connect(id, player);
      player.play();
    }
    for (const [id, player] of this.#players) {
      if (shown.has(id) || expected.has(id) || this.#heard.has(id)) continue;
      this.#shown.delete(id);
      this.#players.delete(id);
      this.#options.mixer.remove(channelOf(id), () => void player.close());
    }
  }

  async close(): Promise<void> {
    const players = [...this.#players.values()];
    this.#players.clear();
    await Promise.all(players.map((player) => player.close()));
  }

  #connect(id: string, player: ClipPlayer): void {
    const { mixer } = this.#options;
    const channel = channelOf(id);
    if (player.file.hasAudio && !mixer.has(channel)) mixer.add(channel, player, ...this.#gain());
  }

  #gain(): [gain: number, pan: number] {
    const { volume, muted, pan } = mixOf(this.#audioMix, 'clip');
    return [muted ? 0 : volume, pan];
  }
}
