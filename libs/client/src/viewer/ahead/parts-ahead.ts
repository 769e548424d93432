import { AheadPart } from './ahead-part.js';
import { endOf, type PlaylistEnd, secondsFrom, withPart } from './foreseen-playlist.js';
import { PartMoments } from './part-moments.js';

/** After so long a playlist is requested in any case: it drops what is too old, and says what no part does. */
const KEPT_MS = 6_000;
const REMEMBERED = 12;
/** Parts of captions are small, and hls.js takes them a moment after it knows of them. */
const WAITING_AT_MOST = { media: 0, captions: 2 };

interface Followed {
  readonly key: string;
  text: string;
  end: PlaylistEnd;
  /** What the URIs in it are relative to. */
  url: string;
  askedMs: number;
  readonly moments: PartMoments;
  /** Parts of captions come when something was said: no clock tells when. A request is sent at once and held. */
  readonly isOfCaptions: boolean;
}

/** A part that came ahead and waits for the player, which takes it as soon as it knows of it. */
interface Waiting {
  part: AheadPart;
  uri: string;
  /** Key of the playlist that lists it. */
  of: string;
}

/** A playlist and what of it is being asked for. */
export interface Foreseen {
  /** Resolves to the playlist with the next part in it, or to nothing: then only the server knows. */
  readonly text: Promise<{ text: string; url: string } | undefined>;
  abort(): void;
}

const withoutQuery = (url: string): string => url.replace(/\?.*$/, '');

/**
 * Asks for the parts of live playlists by their announced names and lists them itself, so that of two requests for each
 * part one is left. What it foresees is checked every few seconds, and dropped wherever an answer is not as expected.
 */
export class PartsAhead {
  readonly #addressNow: (url: string) => string;
  readonly #followed = new Map<string, Followed>();
  readonly #waiting = new Map<string, Waiting>();
  /** Keys of the playlists of video, audio and captions. */
  readonly #following = new Map<string, string>();
  readonly #wanted: string[] = [];

  constructor(addressNow: (url: string) => string) {
    this.#addressNow = addressNow;
  }

  /**
   * The playlist that the player wants of this kind. Parts of the one before it would take the line from its own. Answers
   * whether there was another one before.
   */
  follow(kind: string, asked: string): boolean {
    const key = withoutQuery(asked);
    const before = this.#following.get(kind);
    this.#following.set(kind, key);
    if (before === undefined || before === key) return false;
    this.#followed.delete(before);
    this.#drop(({ of }) => of === before);
    return true;
  }

  /** What the server answered, and when the request was sent. */
  learn(asked: string, text: string, url: string, askedMs: number): void {
    const key = withoutQuery(asked);
    const end = endOf(text);
    this.#drop(({ of, uri }) => of === key && !text.includes(`"${uri}"`));
    const isOfCaptions = this.#following.get('subtitleTrack') === key;
    const moments = this.#momentsOf(key, text);
    if (end) this.#followed.set(key, { key, text, end, url, askedMs, moments, isOfCaptions });
    else this.#followed.delete(key);
  }

  /** Nothing where the player is not at the end of what is known, or it is known for too long. */
  foresee(asked: string, position: { msn: number; part: number }, nowMs: number): Foreseen | undefined {
    const known = this.#followed.get(withoutQuery(asked));
    if (!known || nowMs - known.askedMs > KEPT_MS) return undefined;
    const { end } = known;
    const isNext = position.msn === end.msn && position.part === end.part;
    if (!isNext || !end.newest.some((uri) => this.#wanted.includes(urlOf(uri, known)))) return undefined;
    return this.#ask(known, nowMs);
  }

  /** The player asks for this: what came ahead is taken out, once. */
  take(url: string): AheadPart | undefined {
    this.#wanted.push(url);
    if (this.#wanted.length > REMEMBERED) this.#wanted.shift();
    const waiting = this.#waiting.get(url);
    this.#waiting.delete(url);
    return waiting?.part;
  }

  close(): void {
    this.#drop(() => true);
    this.#followed.clear();
  }

  #drop(isOver: (waiting: Waiting) => boolean): void {
    for (const [url, waiting] of this.#waiting) {
      if (!isOver(waiting)) continue;
      waiting.part.abort();
      this.#waiting.delete(url);
    }
  }

  /** What is known of when its parts come stays true across an answer of the server, which tells of parts as well. */
  #momentsOf(key: string, text: string): PartMoments {
    const before = this.#followed.get(key);
    const passed = before && secondsFrom(text, before.end.hint);
    if (!before || passed === undefined) return new PartMoments();
    before.moments.passed(passed);
    return before.moments;
  }

  #ask(known: Followed, nowMs: number): Foreseen {
    const url = urlOf(known.end.hint, known);
    // Timers of a hidden page are late by up to a second.
    const inMs = document.hidden || known.isOfCaptions ? 0 : known.moments.inMs(nowMs);
    let part: AheadPart | undefined;
    let isOver = false;
    let give: (part: AheadPart | undefined) => void;
    const asked = new Promise<AheadPart | undefined>((resolve) => {
      give = resolve;
    });
    const send = () => {
      if (isOver) return;
      if (!this.#isBehind(known)) part = new AheadPart(this.#addressNow(url));
      give(part);
    };
    const timer = inMs > 0 ? setTimeout(send, inMs) : undefined;
    // Not within this call: the player may be about to take the part before this one.
    if (inMs === 0) queueMicrotask(send);
    return {
      text: asked.then((some) => some && this.#listed(known, url, some)),
      abort: () => {
        isOver = true;
        clearTimeout(timer);
        give(undefined);
        if (part && !this.#waiting.has(url)) part.abort();
      },
    };
  }

  /** By a slow line, or on purpose, it has left a part: one more would be in the way of what it loads. */
  #isBehind({ key, isOfCaptions }: Followed): boolean {
    const waiting = [...this.#waiting.values()].filter(({ of }) => of === key).length;
    return waiting > WAITING_AT_MOST[isOfCaptions ? 'captions' : 'media'];
  }

  async #listed(
    known: Followed,
    url: string,
    part: AheadPart,
  ): Promise<{ text: string; url: string } | undefined> {
    const facts = await part.head;
    const text = facts && withPart(known.text, facts);
    const end = text === undefined ? undefined : endOf(text);
    const waiting = { part, uri: known.end.hint, of: known.key };
    if (!facts || text === undefined || !end) {
      // The server's playlist lists it: then it is taken as any other.
      if (part.isThere) this.#waiting.set(url, waiting);
      else part.abort();
      return undefined;
    }
    known.moments.came(part.askedMs, part.cameMs, facts.durationSeconds);
    known.text = text;
    known.end = end;
    this.#waiting.set(url, waiting);
    return { text, url: known.url };
  }
}

const urlOf = (uri: string, { url }: Followed): string => new URL(uri, url).href;
