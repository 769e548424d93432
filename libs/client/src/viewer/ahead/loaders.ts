import type {
  FragmentLoaderConstructor,
  FragmentLoaderContext,
  HlsConfig,
  Loader,
  LoaderContext,
  PlaylistLoaderConstructor,
  PlaylistLoaderContext,
} from 'hls.js';
import { AheadMediaLoader } from './media-loader.js';
import type { PartsAhead } from './parts-ahead.js';
import type { NextSegment } from './playlist-loader.js';
import { AheadPlaylistLoader } from './playlist-loader.js';

/** One class for all that it loads, as hls.js sees it. */
type BaseLoader = new (config: HlsConfig) => Loader<LoaderContext>;

/** hls.js makes its loaders itself: classes that know of the parts that come ahead. */
export const loadersOf = (
  Base: BaseLoader,
  ahead: PartsAhead,
  nextSegment: NextSegment,
): { pLoader: PlaylistLoaderConstructor; fLoader: FragmentLoaderConstructor } => ({
  pLoader: class extends AheadPlaylistLoader {
    constructor(config: HlsConfig) {
      super(() => new Base(config) as Loader<PlaylistLoaderContext>, ahead, nextSegment);
    }
  },
  fLoader: class extends AheadMediaLoader {
    constructor(config: HlsConfig) {
      super(new Base(config) as Loader<FragmentLoaderContext>, ahead);
    }
  },
});
