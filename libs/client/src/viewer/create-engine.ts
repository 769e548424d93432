import type { Engine, EngineHooks } from './engine.js';
import { HlsEngine } from './hls-engine.js';
import { NativeEngine } from './native-engine.js';

export type CreateEngine = (
  video: HTMLVideoElement,
  url: string,
  hooks: EngineHooks,
) => Promise<Engine | undefined>;

/** hls.js where scripts may feed a video, else the platform's own player; undefined where neither plays. */
export const createEngine: CreateEngine = async (video, url, hooks) => {
  const engine = await HlsEngine.create(video, url, hooks);
  if (engine) return engine;
  // The platform's player would change between formats by bitrate: it gets the main one.
  const main = url.replace(/index-all\.m3u8$/, 'index.m3u8');
  return NativeEngine.canPlay(video) ? new NativeEngine(video, main, hooks) : undefined;
};
