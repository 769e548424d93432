import type {
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  LoaderStats,
  PlaylistLoaderContext,
} from 'hls.js';
import type { AheadPart } from './ahead-part.js';
import type { Foreseen, PartsAhead } from './parts-ahead.js';

type LoaderClass<T extends LoaderContext> = new (config: HlsConfig) => Loader<T>;

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

/** What hls.js loads playlists with: its own loader, but for those that can be foreseen. */
export const playlistLoaderOf = (
  Base: LoaderClass<PlaylistLoaderContext>,
  ahead: PartsAhead,
): LoaderClass<PlaylistLoaderContext> =>
  class implements Loader<PlaylistLoaderContext> {
    context: PlaylistLoaderContext | null = null;
    stats = newStats();
    readonly #config: HlsConfig;
    #asked: Loader<PlaylistLoaderContext> | undefined;
    #foreseen: Foreseen | undefined;
    #isOver = false;

    constructor(config: HlsConfig) {
      this.#config = config;
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
      const isOfMedia = type === 'level' || type === 'audioTrack';
      if (isOfMedia && msn !== undefined && part !== undefined)
        this.#foreseen = ahead.foresee(url, { msn, part }, nowMs);
      const ask = () => this.#ask(context, settings, callbacks);
      if (!this.#foreseen) ask();
      else
        this.#foreseen.text.then((found) => {
          if (this.#isOver) return;
          if (!found) ask();
          else {
            const atMs = performance.now();
            this.stats.loading = { start: nowMs, first: atMs, end: atMs };
            callbacks.onSuccess({ url: found.url, data: found.text, code: 200 }, this.stats, context, null);
          }
        });
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
      this.#foreseen?.abort();
    }

    #ask(
      context: PlaylistLoaderContext,
      settings: LoaderConfiguration,
      callbacks: LoaderCallbacks<PlaylistLoaderContext>,
    ): void {
      const askedMs = performance.now();
      const loader = new Base(this.#config);
      this.#asked = loader;
      this.stats = loader.stats;
      loader.load(context, settings, {
        ...callbacks,
        onSuccess: (response, ...rest) => {
          if (typeof response.data === 'string')
            ahead.learn(context.url, response.data, response.url, askedMs);
          callbacks.onSuccess(response, ...rest);
        },
      });
    }
  };

/** What hls.js loads media with: its own loader, but for parts that came ahead. */
export const mediaLoaderOf = <T extends LoaderContext>(
  Base: LoaderClass<T>,
  ahead: PartsAhead,
): LoaderClass<T> =>
  class implements Loader<T> {
    context: T | null = null;
    readonly stats: LoaderStats;
    readonly #base: Loader<T>;
    #part: AheadPart | undefined;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #callbacks: LoaderCallbacks<T> | undefined;

    constructor(config: HlsConfig) {
      this.#base = new Base(config);
      this.stats = this.#base.stats;
    }

    load(context: T, settings: LoaderConfiguration, callbacks: LoaderCallbacks<T>): void {
      this.context = context;
      const part = ahead.take(context.url);
      if (!part) {
        this.#base.load(context, settings, callbacks);
        return;
      }
      this.#part = part;
      this.#callbacks = callbacks;
      this.#timer = setTimeout(() => {
        this.#end();
        callbacks.onTimeout(this.stats, context, null);
      }, settings.loadPolicy.maxLoadTimeMs);
      part.tell(this.stats, ({ status, bytes, request }) => {
        if (this.#callbacks !== callbacks) return;
        this.#callbacks = undefined;
        clearTimeout(this.#timer);
        if (bytes)
          callbacks.onSuccess({ url: context.url, data: bytes, code: status }, this.stats, context, request);
        else callbacks.onError({ code: status, text: request.statusText }, context, request, this.stats);
      });
    }

    abort(): void {
      if (!this.#part) {
        this.#base.abort();
        return;
      }
      const callbacks = this.#callbacks;
      this.#end();
      if (callbacks && this.context) callbacks.onAbort?.(this.stats, this.context, null);
    }

    destroy(): void {
      this.#end();
      this.#base.destroy();
    }

    #end(): void {
      this.#callbacks = undefined;
      clearTimeout(this.#timer);
      if (this.#part) this.stats.aborted = true;
      this.#part?.abort();
    }
  };
