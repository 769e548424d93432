import { z } from 'zod';
import type { Log } from '#kernel';
import { type AudioMix, audioMixSchema, type ProgrammeView } from '#protocol';
import type { SettingsWriter } from './settings-writer.js';

interface OnStage {
  participantId: string;
  personId: string;
}

/** An open show as far as its audio goes. */
export interface HeardShow {
  showId: string;
  readonly view: ProgrammeView;
  readonly participants: readonly OnStage[];
  setAudioMix(audioMix: AudioMix): void;
  onChanged(listener: (view: ProgrammeView) => void): void;
  onJoined(listener: (participant: OnStage) => void): void;
}

export interface AudioMixRecorderOptions {
  notes: SettingsWriter;
  log: Log;
}

type Sources = AudioMix['sources'];

const keptSchema = z.object({ audioMix: audioMixSchema });
const keyOf = (showId: string): string => `programme-audio ${showId}`;
/** Of people who are absent as well: the oldest are forgotten first. */
const SOURCES_AT_MOST = 64;

const rename = (sources: Sources, renamed: (id: string) => string | undefined): Sources =>
  sources.flatMap((source) => {
    if (source.participantId === null) return [source];
    const participantId = renamed(source.participantId);
    return participantId === undefined ? [] : [{ ...source, participantId }];
  });

/**
 * Writes down how each source is heard, by person, since a participant has another id after a restart: who was muted in
 * the programme stays so, and who leaves and rejoins is as loud as before.
 */
export class AudioMixRecorder {
  readonly #options: AudioMixRecorderOptions;

  constructor(options: AudioMixRecorderOptions) {
    this.#options = options;
  }

  /** Restores the mix of a show that is opened, and follows its changes. */
  async follow(show: HeardShow): Promise<void> {
    const kept = await this.#find(show.showId);
    let sources: Sources = kept?.sources ?? [];
    let levelling = kept?.levelling;
    const here = () =>
      new Map(show.participants.map(({ participantId, personId }) => [personId, participantId]));
    const restore = () => {
      const participants = here();
      const restored = rename(sources, (personId) => participants.get(personId));
      show.setAudioMix({ sources: restored, levelling: levelling ?? show.view.audioMix.levelling });
    };
    if (kept !== undefined) restore();
    let last: AudioMix = show.view.audioMix;
    show.onChanged(({ state, audioMix }) => {
      if (state === 'ended') return this.remove(show.showId);
      if (audioMix === last) return;
      last = audioMix;
      const participants = here();
      const people = new Map([...participants].map(([personId, id]) => [id, personId]));
      const absent = sources.filter(({ participantId: id }) => id !== null && !participants.has(id));
      sources = [...absent, ...rename(audioMix.sources, (id) => people.get(id))].slice(-SOURCES_AT_MOST);
      levelling = audioMix.levelling;
      this.#options.notes.keep(keyOf(show.showId), JSON.stringify({ audioMix: { sources, levelling } }));
    });
    show.onJoined(({ personId }) => {
      if (sources.some(({ participantId }) => participantId === personId)) restore();
    });
  }

  /** The show is over or deleted. */
  remove(showId: string): void {
    this.#options.notes.keep(keyOf(showId), null);
  }

  async #find(showId: string): Promise<AudioMix | undefined> {
    const { notes, log } = this.#options;
    try {
      const text = await notes.find(keyOf(showId));
      return text === undefined ? undefined : keptSchema.parse(JSON.parse(text)).audioMix;
    } catch (error) {
      log.warn('live.audio-mix | could not be read', { showId, error });
      return undefined;
    }
  }
}
