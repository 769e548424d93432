import { AudioWatch, type AudioWatchOptions } from './audio-watch.js';
import { VideoWatch, type VideoWatchOptions } from './video-watch.js';

/** What Node calls in the page, and the two bindings by which the page answers. */
declare global {
  interface Window {
    meters: {
      watchVideo(id: string, selector: string, options: VideoWatchOptions): void;
      watchAudio(id: string, selector: string, options: AudioWatchOptions): void;
      stop(id: string): void;
    };
    meterRead(id: string, reading: unknown): Promise<void>;
  }
}

/** A page may make a new element, and an element a new audio, when what it plays restarts. */
const LOOK_EVERY_MS = 250;
const watches = new Map<string, { stop(): void }>();

interface Watch {
  /** What it watches is gone. */
  isOver(): boolean;
  stop(): void;
}

/** Watches whatever stands at the place; what cannot be watched yet is tried again. */
function follow(id: string, start: () => Watch): void {
  let watch: Watch | undefined = start();
  const timer = setInterval(() => {
    if (watch && !watch.isOver()) return;
    watch?.stop();
    watch = undefined;
    try {
      watch = start();
    } catch {
      // Nothing is there yet.
    }
  }, LOOK_EVERY_MS);
  watches.set(id, {
    stop: () => {
      clearInterval(timer);
      watch?.stop();
    },
  });
}

function videoOf(selector: string): HTMLVideoElement {
  const found = document.querySelector<HTMLVideoElement>(selector);
  if (!found) throw new Error(`no video at ${selector}`);
  return found;
}

/** A muted element still carries its audio here: what is judged is the show, not the loudspeaker. */
function audioOf(element: HTMLMediaElement): MediaStreamTrack {
  const stream =
    element.srcObject instanceof MediaStream
      ? element.srcObject
      : (element as HTMLMediaElement & { captureStream(): MediaStream }).captureStream();
  const [track] = stream.getAudioTracks();
  if (!track) throw new Error('the element has no audio');
  return track;
}

const tell = (id: string) => (reading: unknown) => void window.meterRead(id, reading);

window.meters = {
  watchVideo: (id, selector, options) =>
    follow(id, () => {
      const video = videoOf(selector);
      const watch = new VideoWatch(video, options, tell(id));
      return { isOver: () => document.querySelector(selector) !== video, stop: () => watch.stop() };
    }),
  watchAudio: (id, selector, options) =>
    follow(id, () => {
      const video = videoOf(selector);
      const track = audioOf(video);
      const { currentSrc } = video;
      const watch = new AudioWatch(track, options, tell(id));
      // An element may be given another source while the track of the old one has not ended yet.
      const isReplaced = () =>
        video.srcObject instanceof MediaStream
          ? !video.srcObject.getAudioTracks().includes(track)
          : video.currentSrc !== currentSrc;
      const isOver = () =>
        track.readyState === 'ended' || document.querySelector(selector) !== video || isReplaced();
      return { isOver, stop: () => watch.stop() };
    }),
  stop: (id) => {
    watches.get(id)?.stop();
    watches.delete(id);
  },
};
