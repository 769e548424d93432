import { AheadPart } from './ahead-part.js';
import { endOf, type PlaylistEnd, withPart } from './foreseen-playlist.js';
import { PartMoments } from './part-moments.js';

/** After so long a playlist is requested in any case: it drops what is too old, and says what no part does. */
const KEPT_MS = 6_000;
/** Parts that came ahead and wait for the player; it takes each as soon as it knows of it. */
const WAITING_AT_MOST = 4;
const REMEMBERED = 8;

interface Followed {
  text: string;
  end: PlaylistEnd;
  /** What the URIs in it are relative to. */
  url: string;
  askedMs: number;
  readonly moments: PartMoments;
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
  readonly #waiting = new Map<string, AheadPart>();
  readonly #wanted: string[] = [];

  constructor(addressNow: (url: string) => string) {
    this.#addressNow = addressNow;
  }

  /** What the server answered, and when the request was sent. */
  learn(asked: string, text: string, url: string, askedMs: number): void {
    const key = withoutQuery(asked);
    const end = endOf(text);
    const moments = this.#followed.get(key)?.moments ?? new PartMoments();
    if (end) this.#followed.set(key, { text, end, url, askedMs, moments });
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
    const part = this.#waiting.get(url);
    this.#waiting.delete(url);
    return part;
  }

  close(): void {
    for (const part of this.#waiting.values()) part.abort();
    this.#waiting.clear();
    this.#followed.clear();
  }

  #ask(known: Followed, nowMs: number): Foreseen {
    const url = urlOf(known.end.hint, known);
    // Timers of a hidden page are late by up to a second.
    const inMs = document.hidden ? 0 : known.moments.inMs(nowMs);
    let part: AheadPart | undefined;
    let give: (part: AheadPart | undefined) => void;
    const asked = new Promise<AheadPart | undefined>((resolve) => {
      give = resolve;
    });
    const timer = setTimeout(() => {
      part = new AheadPart(this.#addressNow(url));
      give(part);
    }, inMs);
    return {
      text: asked.then((some) => some && this.#listed(known, url, some)),
      abort: () => {
        clearTimeout(timer);
        give(undefined);
        if (part && !this.#waiting.has(url)) part.abort();
      },
    };
  }

  async #listed(
    known: Followed,
    url: string,
    part: AheadPart,
  ): Promise<{ text: string; url: string } | undefined> {
    const facts = await part.head;
    const text = facts && withPart(known.text, facts);
    const end = text === undefined ? undefined : endOf(text);
    if (!facts || text === undefined || !end) {
      part.abort();
      return undefined;
    }
    known.moments.came(part.askedMs, part.cameMs, facts.durationSeconds);
    known.text = text;
    known.end = end;
    this.#waiting.set(url, part);
    for (const [oldest, unwanted] of this.#waiting) {
      if (this.#waiting.size <= WAITING_AT_MOST) break;
      unwanted.abort();
      this.#waiting.delete(oldest);
    }
    return { text, url: known.url };
  }
}

const urlOf = (uri: string, { url }: Followed): string => new URL(uri, url).href;
