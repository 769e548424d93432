import { ShowError } from '#kernel';
import type { RecordingSummary } from '#outputs';
import type { Recordings } from '#show';
import { toCaptionAnswer } from './schemas/recorded-captions.js';

interface CaptionQuestion {
  q?: string | undefined;
  language?: string | undefined;
  most: number;
}

/** What was said in recordings, in all their languages. */
export class CaptionSearch {
  readonly #recordings: Pick<Recordings, 'captionsOf'>;

  constructor(recordings: Pick<Recordings, 'captionsOf'>) {
    this.#recordings = recordings;
  }

  /** In order of time; at most so many. */
  async find(recording: RecordingSummary, { q = '', language, most }: CaptionQuestion) {
    const { playedFromMs } = recording;
    if (playedFromMs === null) return [];
    const languages = recording.captions
      .map((each) => each.language)
      .filter((each) => language === undefined || each === language);
    const all = await Promise.all(
      languages.map(async (each) => {
        const index = await this.#read(recording, each);
        const found = q.trim() === '' ? index?.all : index?.find(q, most);
        return (found ?? []).slice(0, most).map((one) => ({ ...one, language: each }));
      }),
    );
    const inOrder = all.flat().sort((a, b) => a.atMs - b.atMs);
    return inOrder.slice(0, most).map((one) => toCaptionAnswer(one, one.language, playedFromMs));
  }

  async #read(recording: RecordingSummary, language: string) {
    try {
      return await this.#recordings.captionsOf(recording, language);
    } catch (cause) {
      throw new ShowError({
        code: 'captions-away',
        message: 'Captions cannot be read right now. Try again in a moment.',
        blame: 'us',
        status: 503,
        retry: true,
        cause,
      });
    }
  }
}
