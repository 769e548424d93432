import type { Log } from '#kernel';
import { type LiveChapter, liveChapterSchema, type ProgrammeView } from '#protocol';
import type { SettingsWriter } from './settings-writer.js';

/** An open show as far as its chapters go. */
export interface ChapteredShow {
  showId: string;
  readonly view: Pick<ProgrammeView, 'chapter'>;
  setChapter(chapter: LiveChapter): void;
  onChanged(listener: (view: Pick<ProgrammeView, 'state' | 'chapter'>) => void): void;
}

export interface ChapterRecorderOptions {
  notes: SettingsWriter;
  log: Log;
}

const keyOf = (showId: string): string => `programme-chapter ${showId}`;

/** Writes down the chapter of each show: viewers who come after a restart of the server read which one it is. */
export class ChapterRecorder {
  readonly #options: ChapterRecorderOptions;

  constructor(options: ChapterRecorderOptions) {
    this.#options = options;
  }

  async follow(show: ChapteredShow): Promise<void> {
    const { notes } = this.#options;
    const { showId } = show;
    let notedMs: number | undefined;
    show.onChanged(({ state, chapter }) => {
      if (state === 'ended') {
        if (notedMs !== undefined) this.remove(showId);
        notedMs = undefined;
      } else if (chapter !== undefined && chapter.programmeMs !== notedMs) {
        notedMs = chapter.programmeMs;
        notes.keep(keyOf(showId), JSON.stringify(chapter));
      }
    });
    const kept = await this.#find(showId);
    // One that began meanwhile is newer.
    if (kept === undefined || show.view.chapter !== undefined) return;
    notedMs = kept.programmeMs;
    show.setChapter(kept);
  }

  /** The show is over or deleted. */
  remove(showId: string): void {
    this.#options.notes.keep(keyOf(showId), null);
  }

  async #find(showId: string): Promise<LiveChapter | undefined> {
    const { notes, log } = this.#options;
    try {
      const text = await notes.find(keyOf(showId));
      return text === undefined ? undefined : liveChapterSchema.parse(JSON.parse(text));
    } catch (error) {
      log.warn('live.chapter | could not be read', { showId, error });
      return undefined;
    }
  }
}
