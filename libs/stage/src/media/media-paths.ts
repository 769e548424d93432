import type { WebRtcTransport } from 'mediasoup/types';

type PathTransport = Pick<WebRtcTransport, 'on' | 'observer'>;

/** How many media paths of browsers came about and how many never did, since the process started. */
export class MediaPaths {
  #opened = 0;
  #failed = 0;

  get opened(): number {
    return this.#opened;
  }

  /** The browser asked for the path, and until it gave the path up no connectivity check arrived. */
  get failed(): number {
    return this.#failed;
  }

  /** From the moment the browser has sent its side: one that is never used is no failure. */
  watch(transport: PathTransport): void {
    let isOpen = false;
    transport.on('icestatechange', (state) => {
      if (isOpen || (state !== 'connected' && state !== 'completed')) return;
      isOpen = true;
      this.#opened += 1;
    });
    transport.observer.once('close', () => {
      if (!isOpen) this.#failed += 1;
    });
  }
}
