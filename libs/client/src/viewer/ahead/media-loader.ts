import type {
  FragmentLoaderContext,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderStats,
} from 'hls.js';
import type { AheadPart } from './ahead-part.js';
import type { PartsAhead } from './parts-ahead.js';

/** What hls.js loads media with: its own loader, but for parts that came ahead. */
export class AheadMediaLoader implements Loader<FragmentLoaderContext> {
  context: FragmentLoaderContext | null = null;
  readonly stats: LoaderStats;
  readonly #base: Loader<FragmentLoaderContext>;
  readonly #ahead: PartsAhead;
  #part: AheadPart | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #callbacks: LoaderCallbacks<FragmentLoaderContext> | undefined;

  constructor(base: Loader<FragmentLoaderContext>, ahead: PartsAhead) {
    this.#base = base;
    this.#ahead = ahead;
    this.stats = this.#base.stats;
  }

  load(
    context: FragmentLoaderContext,
    settings: LoaderConfiguration,
    callbacks: LoaderCallbacks<FragmentLoaderContext>,
  ): void {
    this.context = context;
    const part = this.#ahead.take(context.url);
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
    clearTimeout(this.#timer);
    if (!this.#callbacks) return;
    this.#callbacks = undefined;
    // hls.js learns nothing of the line from what was aborted: this is not for a part that has come.
    this.stats.aborted = true;
    this.#part?.abort();
  }
}
