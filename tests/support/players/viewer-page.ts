import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { clientBundle } from '../stage/stage-client-bundle.js';

const PAGE = `<!doctype html><style>video { width: 100vw; height: 100vh }</style><video muted playsinline></video>
<script src="/viewer.js"></script><script>
const video = document.querySelector('video');
const counters = HTMLVideoElement.prototype.getVideoPlaybackQuality;
let slow = { share: 0, from: 0 };
HTMLVideoElement.prototype.getVideoPlaybackQuality = function () {
  const { totalVideoFrames, droppedVideoFrames } = counters.call(this);
  const late = Math.round(Math.max(0, totalVideoFrames - slow.from) * slow.share);
  return { totalVideoFrames, droppedVideoFrames: droppedVideoFrames + late };
};
globalThis.viewerInPage = {
  faults: [],
  watch(url) {
    this.viewer = new prosceniumClient.ViewerClient({ video, url });
    this.viewer.state.watch(({ fault, phase }) => {
      const said = fault ?? (phase === 'unsupported' ? phase : null);
      if (said !== null && said !== this.faults.at(-1)) this.faults.push(said);
    });
    void this.viewer.start();
  },
  dropFrames(share) {
    slow = { share, from: counters.call(video).totalVideoFrames };
  },
  see() {
    const { phase, stalls, fault, latencyS } = this.viewer.state.value;
    return { phase, stalls, fault, latencyS, faults: this.faults, positionS: video.currentTime, heightPx: video.videoHeight };
  },
};
</script>`;

/** Adds a page of the origin itself with the project's own player, as large as the page. Its bundle is made ahead of the show. */
export async function viewerPage(): Promise<(app: FastifyInstance) => void> {
  const script = await clientBundle();
  return (app) => {
    app.get('/viewer', (_request, reply) => void reply.type('text/html').send(PAGE));
    app.get('/viewer.js', (_request, reply) => void reply.type('text/javascript').send(script));
  };
}

export interface ViewerSeen {
  phase: string;
  stalls: number;
  fault: string | null;
  latencyS: number | null;
  /** Every fault that the player told of. */
  faults: string[];
  positionS: number;
  heightPx: number;
}

interface ViewerInPage {
  watch(url: string): void;
  dropFrames(share: number): void;
  see(): ViewerSeen;
}
declare const viewerInPage: ViewerInPage;

export const watchWithViewer = (page: Page, url: string) =>
  page.evaluate((address) => viewerInPage.watch(address), url);
export const viewerSees = (page: Page): Promise<ViewerSeen> => page.evaluate(() => viewerInPage.see());
/** Makes the browser's counters say that this share of the frames from now on came too late to be shown. */
export const dropFrames = (page: Page, share: number) =>
  page.evaluate((part) => viewerInPage.dropFrames(part), share);
