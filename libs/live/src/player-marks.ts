import { typedCues } from '#captions';
import { type Clock, guestError, ShowError } from '#kernel';
import { type DateRange, printSpliceInsert } from '#media';
import type { LiveChapter } from '#protocol';
import type { PlayerMark } from '#show';
import type { TimedEvent } from '#showlog';

export interface PlayerMarksOptions {
  /** False: the programme is away, and the event is left out. */
  tell(event: TimedEvent): boolean;
  /** Now, on the programme's clock. */
  programmeMs(): number;
  /** A chapter begins: pages show it at its moment too. */
  chaptered(chapter: LiveChapter): void;
  clock: Clock;
}

const A_SECOND = 10;
const CLASS = { chapter: 'proscenium.chapter', scene: 'proscenium.scene', poll: 'proscenium.poll' };
const BREAK_CLASS = 'proscenium.break';

/** What players that are not ours learn of a show: chapters, scenes, polls, breaks, and texts of an application. */
export class PlayerMarks {
  readonly #options: PlayerMarksOptions;
  #number = 0;
  #lastId = 0;
  #break: DateRange | undefined;
  #scene = '';
  #textsAtMs: number[] = [];

  constructor(options: PlayerMarksOptions) {
    this.#options = options;
  }

  /**
   * Answers when it is, on the programme's clock. Throws `too-many-requests`, `no-break`, and `programme-away` where a
   * text would be lost.
   */
  mark(mark: PlayerMark): number {
    const atMs = this.#options.programmeMs();
    switch (mark.kind) {
      case 'metadata':
        this.#needPace();
        this.#number = (this.#number + 1) % 2 ** 32;
        this.#tellText({ kind: 'metadata', number: this.#number, atMs, text: mark.text });
        break;
      case 'chapter':
        this.#onNext('chapter', atMs, { TITLE: mark.title });
        this.#options.chaptered({ title: mark.title, programmeMs: atMs });
        break;
      case 'caption':
        this.#needPace();
        this.#caption(mark, atMs);
        break;
      case 'break':
        this.#breakOut(atMs, mark.seconds);
        break;
      case 'break-end':
        this.#breakIn(atMs);
    }
    return atMs;
  }

  /** What the programme shows from now on: a layout, or a slate. The same again is no new scene. */
  scene(values: Readonly<Record<string, string>>): void {
    const text = JSON.stringify(values);
    if (text === this.#scene) return;
    this.#scene = text;
    this.#onNext('scene', this.#options.programmeMs(), values);
  }

  poll(pollId: string, moments: { startMs: number; endMs?: number | undefined }, question: string): void {
    this.#tellRange({ id: pollId, class: CLASS.poll, ...moments, values: { QUESTION: question } });
  }

  #onNext(what: 'chapter' | 'scene', startMs: number, values: Readonly<Record<string, string>>): void {
    this.#tellRange({ id: this.#idOf(what, startMs), class: CLASS[what], startMs, endOnNext: true, values });
  }

  #caption({ language, text, speaker }: Extract<PlayerMark, { kind: 'caption' }>, atMs: number): void {
    for (const { words, ...cue } of typedCues(text, this.#idOf('typed', atMs), atMs, speaker))
      this.#tellText({ kind: 'cue', language, cue: { ...cue, words: [...words] } });
  }

  #tellText(event: TimedEvent): void {
    if (!this.#options.tell(event)) throw programmeAway();
  }

  #breakOut(startMs: number, seconds: number | undefined): void {
    if (this.#break) this.#breakIn(startMs);
    const id = this.#idOf('break', startMs);
    const scte35Out = printSpliceInsert({ eventId: eventIdOf(startMs), isOut: true, seconds });
    this.#break = { id, class: BREAK_CLASS, startMs, plannedSeconds: seconds, scte35Out, values: {} };
    this.#tellRange(this.#break);
  }

  #breakIn(endMs: number): void {
    const over = this.#break;
    if (!over) throw guestError('no-break', 'There is no break that could end.', { status: 409 });
    this.#break = undefined;
    const scte35In = printSpliceInsert({ eventId: eventIdOf(over.startMs), isOut: false });
    this.#tellRange({ ...over, endMs, scte35In });
  }

  #tellRange(range: DateRange): void {
    this.#options.tell({ kind: 'range', range: { ...range, values: { ...range.values } } });
  }

  /** An id is used once, whatever server makes it. */
  #idOf(what: string, atMs: number): string {
    this.#lastId = Math.max(Math.round(atMs), this.#lastId + 1);
    return `${what}-${this.#lastId}`;
  }

  #needPace(): void {
    const nowMs = this.#options.clock.monotonicMs();
    this.#textsAtMs = this.#textsAtMs.filter((atMs) => atMs > nowMs - 1_000);
    if (this.#textsAtMs.length >= A_SECOND)
      throw guestError('too-many-requests', 'Players take ten texts a second at most.', {
        status: 429,
        retry: true,
      });
    this.#textsAtMs.push(nowMs);
  }
}

const programmeAway = (): ShowError =>
  new ShowError({
    code: 'programme-away',
    message: 'The programme is being started again. Send it again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });

const eventIdOf = (startMs: number): number => Math.round(startMs) % 2 ** 32;
