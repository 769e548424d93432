import { PictureWatch, type PictureWatchOptions } from './picture-watch.js';
import { SoundWatch, type SoundWatchOptions } from './sound-watch.js';

/** What Node calls in the page, and the two bindings by which the page answers. */
declare global {
  interface Window {
    meters: {
      watchPicture(id: string, selector: string, options: PictureWatchOptions): void;
      watchSound(id: string, selector: string, options: SoundWatchOptions): void;
      stop(id: string): void;
    };
    meterRead(id: string, reading: unknown): Promise<void>;
  }
}

const watches = new Map<string, { stop(): void }>();

function videoOf(selector: string): HTMLVideoElement {
  const found = document.querySelector<HTMLVideoElement>(selector);
  if (!found) throw new Error(`no video at ${selector}`);
  return found;
}

/** A muted element still carries its sound here: what is judged is the show, not the loudspeaker. */
function soundOf(element: HTMLMediaElement): MediaStreamTrack {
  const stream =
    element.srcObject instanceof MediaStream
      ? element.srcObject
      : (element as HTMLMediaElement & { captureStream(): MediaStream }).captureStream();
  const [track] = stream.getAudioTracks();
  if (!track) throw new Error('the element has no sound');
  return track;
}

const tell = (id: string) => (reading: unknown) => void window.meterRead(id, reading);

window.meters = {
  watchPicture: (id, selector, options) =>
    void watches.set(id, new PictureWatch(videoOf(selector), options, tell(id))),
  watchSound: (id, selector, options) =>
    void watches.set(id, new SoundWatch(soundOf(videoOf(selector)), options, tell(id))),
  stop: (id) => {
    watches.get(id)?.stop();
    watches.delete(id);
  },
};
