import { watchLiveShow } from './live-show.js';

watchLiveShow({ isStrict: true });
