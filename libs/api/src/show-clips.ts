import { guestError, InTurn, newId } from '#kernel';
import {
  type ClipWish,
  clipWishSchema,
  LONGEST_CLIP_SECONDS,
  playedSeconds,
  type RecordingSummary,
} from '#outputs';
import type { Recordings } from '#show';
import { type RecordedRange, recordedRange } from './recorded-range.js';
import type { Jobs } from './recordings.js';
import type { ClipBody, KnownClip } from './schemas/clips.js';

const MAIN_FORMAT = 'main';
/** Of one show, each with its files; from the first number on only its people make more. */
const MOST_CLIPS = { viewers: 200, all: 1_000 };
/** The people of the show always find a place in the queue. */
const MAKING_FOR_VIEWERS = 10;

interface ClipMaker {
  /** As others may read it; null for a viewer. */
  name: string | null;
  /** Of the people of the show. */
  isOurs: boolean;
}

/** The clips of shows: those that lie beside their recordings, and those that jobs are making. */
export class ShowClips {
  readonly #recordings: Recordings;
  readonly #jobs: Jobs;
  readonly #creating = new InTurn();

  constructor(recordings: Recordings, jobs: Jobs) {
    this.#recordings = recordings;
    this.#jobs = jobs;
  }

  /** The newest first. */
  async list(showId: string): Promise<KnownClip[]> {
    const recordings = await this.#recordings.of(showId);
    const made = recordings.flatMap(({ id: recordingId, clips }) =>
      clips.map((clip): KnownClip => ({ ...clip, recordingId, state: 'ready', progress: 1 })),
    );
    const ids = new Set(made.map(({ clipId }) => clipId));
    const making = (await this.#making(showId)).filter(({ clipId }) => !ids.has(clipId));
    return [...making, ...made].sort((a, b) => b.createdAtMs - a.createdAtMs);
  }

  async get(showId: string, clipId: string): Promise<KnownClip> {
    const clip = (await this.list(showId)).find((each) => each.clipId === clipId);
    if (clip === undefined) throw guestError('clip-not-found', 'There is no such clip.', { status: 404 });
    return clip;
  }

  /** One at a time: of two at once, both would find room for one. */
  create(showId: string, body: ClipBody, by: ClipMaker): Promise<KnownClip> {
    return this.#creating.run(() => this.#create(showId, body, by));
  }

  async #create(showId: string, body: ClipBody, { name, isOurs }: ClipMaker): Promise<KnownClip> {
    const recording = await this.#recordingOf(showId, body);
    const { fromSeconds, toSeconds } = rangeOf(body, recording);
    this.#checkRoom(await this.list(showId), isOurs);
    const clipId = newId('clip');
    const wish: ClipWish = { clipId, title: body.title ?? '', fromSeconds, toSeconds, byName: name };
    await this.#jobs.addClip(recording, wish);
    return this.get(showId, clipId);
  }

  #checkRoom(clips: readonly KnownClip[], isOurs: boolean): void {
    if (clips.length >= (isOurs ? MOST_CLIPS.all : MOST_CLIPS.viewers))
      throw guestError(
        'too-many-clips',
        'The show has as many clips as it may have. Its host can delete some.',
        { status: 409 },
      );
    if (!isOurs && clips.filter(({ state }) => state === 'making').length >= MAKING_FOR_VIEWERS)
      throw guestError('clips-busy', 'Many clips are being made. Try again in a minute.', {
        status: 409,
        retry: true,
      });
  }

  async remove(showId: string, clipId: string): Promise<void> {
    const { recordingId, state } = await this.get(showId, clipId);
    const recording = await this.#recordings.find(showId, recordingId);
    if (recording !== undefined && state === 'ready') this.#recordings.removeClip(recording, clipId);
    for (const job of await this.#jobs.list(showId))
      if (job.kind === 'clip' && job.params.clipId === clipId) await this.#jobs.cancel(showId, job.id);
  }

  async #making(showId: string): Promise<KnownClip[]> {
    const jobs = (await this.#jobs.list(showId)).filter(
      ({ kind, state }) => kind === 'clip' && state !== 'finished' && state !== 'cancelled',
    );
    return jobs.flatMap(({ params, recordingId, state, progress, createdAtMs }): KnownClip[] => {
      const wish = clipWishSchema.safeParse(params);
      const known = state === 'failed' ? 'failed' : 'making';
      return wish.success ? [{ ...wish.data, recordingId, state: known, progress, createdAtMs }] : [];
    });
  }

  async #recordingOf(showId: string, body: ClipBody): Promise<RecordingSummary> {
    const wanted = 'recordingId' in body ? body.recordingId : undefined;
    const recordings = await this.#recordings.of(showId);
    const found = recordings.find(({ id, format }) =>
      wanted === undefined ? format === MAIN_FORMAT : id === wanted,
    );
    if (found === undefined)
      throw guestError('recording-not-found', 'Nothing of this show is recorded yet.', { status: 404 });
    return found;
  }
}

/** A viewer counts from the first frame that is played, a clip is cut from the first that was recorded. */
function rangeOf(body: ClipBody, recording: RecordingSummary): RecordedRange {
  const seconds = playedSeconds(recording);
  const leftOut = recording.trim?.fromSeconds ?? 0;
  const wanted =
    'toSeconds' in body ? body : { fromSeconds: Math.max(0, seconds - body.lastSeconds), toSeconds: seconds };
  const range = recordedRange(wanted, seconds);
  if (range !== undefined && range.toSeconds - range.fromSeconds <= LONGEST_CLIP_SECONDS)
    return { fromSeconds: range.fromSeconds + leftOut, toSeconds: range.toSeconds + leftOut };
  throw guestError('clip-range', 'A clip is 1 second to 3 minutes of what is recorded.', {
    status: 422,
    details: { recordedSeconds: Math.floor(seconds) },
  });
}
