import type { CreateEngine } from './create-engine.js';

export interface ViewerOptions {
  video: HTMLVideoElement;
  url: string;
  /** Milliseconds to add to this machine's clock to get the server's; null while unknown. */
  clockOffsetMs?: () => number | null;
  /** The language that was chosen at an earlier visit; null is none. */
  captionLanguage?: string | null;
  onCaptionLanguage?: (language: string | null) => void;
  /**
   * Makes an element over `video`, not seen before it has `data-shown`. With it the show is played in real time where
   * it has a front row, and by HLS where it has none, where that fails, and for a viewer who goes back in time.
   */
  createFrontRowVideo?: () => HTMLVideoElement;
  /** For tests: what plays. */
  createEngine?: CreateEngine;
}
