import type {
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderStats,
  PlaylistLoaderContext,
} from 'hls.js';
import type { Foreseen, PartsAhead } from './parts-ahead.js';

const newStats = (): LoaderStats => ({
  aborted: false,
  loaded: 0,
  retry: 0,
  total: 0,
  chunkCount: 0,
  bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 },
  parsing: { start: 0, end: 0 },
  buffering: { start: 0, first: 0, end: 0 },
});

/** The media sequence number of the segment that the player needs next, where all that is listed before it is buffered. */
export type NextSegment = () => number | undefined;

/**
 * A quality that is changed to between two segments has nothing that the player needs before its next one begins. Where a
 * playlist without that came, hls.js would load the segment before it once more, in the new quality.
 */
const fromSegment = (asked: string, msn: number): string => {
  const url = new URL(asked);
  url.searchParams.set('_HLS_msn', String(msn));
  url.searchParams.set('_HLS_part', '0');
  return url.href;
};

/** What hls.js loads playlists with: its own loader, but for those that can be foreseen. */
export class AheadPlaylistLoader implements Loader<PlaylistLoaderContext> {
  context: PlaylistLoaderContext | null = null;
  stats = newStats();
  readonly #makeBase: () => Loader<PlaylistLoaderContext>;
  readonly #ahead: PartsAhead;
  readonly #nextSegment: NextSegment;
  #asked: Loader<PlaylistLoaderContext> | undefined;
  #foreseen: Foreseen | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(makeBase: () => Loader<PlaylistLoaderContext>, ahead: PartsAhead, nextSegment: NextSegment) {
    this.#makeBase = makeBase;
    this.#ahead = ahead;
    this.#nextSegment = nextSegment;
  }

  load(
    context: PlaylistLoaderContext,
    settings: LoaderConfiguration,
    callbacks: LoaderCallbacks<PlaylistLoaderContext>,
  ): void {
    this.context = context;
    const { type, url, deliveryDirectives } = context;
    const { msn, part } = deliveryDirectives ?? {};
    const nowMs = performance.now();
    const isChange = type !== 'manifest' && this.#ahead.follow(type, url);
    const next = isChange && type === 'level' ? this.#nextSegment() : undefined;
    if (next !== undefined) {
      this.#ask({ ...context, url: fromSegment(url, next) }, settings, callbacks);
      return;
    }
    if (type !== 'manifest' && msn !== undefined && part !== undefined)
      this.#foreseen = this.#ahead.foresee(url, { msn, part }, nowMs);
    const ask = () => this.#ask(context, settings, callbacks);
    const listed = (found: { url: string; text: string } | undefined) => {
      if (this.#isOver) return;
      clearTimeout(this.#timer);
      this.#foreseen = undefined;
      if (!found) {
        ask();
        return;
      }
      const atMs = performance.now();
      this.stats.loading = { start: nowMs, first: atMs, end: atMs };
      callbacks.onSuccess({ url: found.url, data: found.text, code: 200 }, this.stats, context, null);
    };
    if (!this.#foreseen) {
      ask();
      return;
    }
    // hls.js waits no longer for a playlist that is held: its remedies begin here.
    this.#timer = setTimeout(() => {
      this.#end();
      this.stats.loading.start = nowMs;
      callbacks.onTimeout(this.stats, context, null);
    }, settings.loadPolicy.maxTimeToFirstByteMs);
    this.#foreseen.text.then(listed, () => listed(undefined));
  }

  abort(): void {
    this.#end();
    this.#asked?.abort();
  }

  destroy(): void {
    this.#end();
    this.#asked?.destroy();
  }

  getCacheAge(): number | null {
    return this.#asked?.getCacheAge?.() ?? null;
  }

  getResponseHeader(name: string): string | null {
    return this.#asked?.getResponseHeader?.(name) ?? null;
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#foreseen?.abort();
  }

  #ask(
    context: PlaylistLoaderContext,
    settings: LoaderConfiguration,
    callbacks: LoaderCallbacks<PlaylistLoaderContext>,
  ): void {
    const askedMs = performance.now();
    const loader = this.#makeBase();
    this.#asked = loader;
    this.stats = loader.stats;
    loader.load(context, settings, {
      ...callbacks,
      onSuccess: (response, ...rest) => {
        if (typeof response.data === 'string')
          this.#ahead.learn(context.url, response.data, response.url, askedMs);
        callbacks.onSuccess(response, ...rest);
      },
    });
  }
}
