import { Observed } from '../observed.js';
import type { CameraEffect } from './camera-effect.js';
import { type CaptureChoice, cameraFor, microphoneFor, USUAL_CAPTURE } from './capture-choice.js';
import { type DeviceFault, deviceFaultOf } from './device-fault.js';

export interface DeviceChoice {
  deviceId: string;
  label: string;
}

export interface DeviceState {
  cameras: readonly DeviceChoice[];
  microphones: readonly DeviceChoice[];
  /** Empty where the browser does not let a page choose. */
  speakers: readonly DeviceChoice[];
  capture: CaptureChoice;
  /** With the effect, where there is one: what others see. */
  camera: MediaStreamTrack | null;
  /** Of the device that is open; empty where the browser does not say. */
  cameraId: string | null;
  microphone: MediaStreamTrack | null;
  fault: DeviceFault | null;
  /** A device that was in use has gone. */
  lost: 'camera' | 'microphone' | null;
  opening: boolean;
}

const EMPTY: DeviceState = {
  cameras: [],
  microphones: [],
  speakers: [],
  capture: USUAL_CAPTURE,
  camera: null,
  cameraId: null,
  microphone: null,
  fault: null,
  lost: null,
  opening: false,
};

const only = (base: MediaTrackConstraints, deviceId?: string): MediaTrackConstraints =>
  deviceId ? { ...base, deviceId: { exact: deviceId } } : base;

/** The camera and microphone of this page: opened, chosen, unplugged, given back. */
export class OwnDevices {
  readonly state = new Observed<DeviceState>(EMPTY);
  readonly #onListChanged = () => void this.#list();
  #raw: MediaStreamTrack | null = null;
  #effect: CameraEffect | null = null;
  /** How often the devices were given back: what the browser opens for an earlier request is not kept. */
  #releases = 0;
  #isClosed = false;

  constructor(capture: Partial<CaptureChoice> = {}) {
    this.state.patch({ capture: { ...USUAL_CAPTURE, ...capture } });
    navigator.mediaDevices?.addEventListener('devicechange', this.#onListChanged);
  }

  /** Both, or whichever of the two there is; a fault is in the state, not thrown. */
  async open(): Promise<void> {
    if (this.#isClosed) return;
    this.state.patch({ opening: true, fault: null, lost: null });
    try {
      const stream = await this.#kept(() => this.#ask());
      if (stream) this.#adopt(stream);
    } catch (error) {
      this.state.patch({ fault: deviceFaultOf(error) });
    } finally {
      this.state.patch({ opening: false });
      await this.#list();
    }
  }

  /** No id switches the camera off. */
  async chooseCamera(deviceId: string | null): Promise<MediaStreamTrack | null> {
    return this.#choose('camera', deviceId);
  }

  async chooseMicrophone(deviceId: string | null): Promise<MediaStreamTrack | null> {
    return this.#choose('microphone', deviceId);
  }

  /** A camera keeps running in another resolution; a microphone is opened again, since browsers change it only so. */
  async setCapture(change: Partial<CaptureChoice>): Promise<void> {
    const before = this.state.value.capture;
    const capture = { ...before, ...change };
    this.state.patch({ capture });
    const { microphone } = this.state.value;
    if (capture.resolution !== before.resolution)
      await this.#raw?.applyConstraints(cameraFor(capture)).catch(() => undefined);
    const isSameAudio = capture.isMusic === before.isMusic && capture.hasNoise === before.hasNoise;
    if (microphone && !isSameAudio) await this.#choose('microphone', microphone.getSettings().deviceId ?? '');
  }

  /** Of this camera and of every one that is chosen after it; null shows cameras as they are. */
  async setCameraEffect(effect: CameraEffect | null): Promise<void> {
    if (effect === this.#effect) return;
    this.#effect?.stop();
    this.#effect = effect;
    if (this.#raw) await this.#show(this.#raw);
  }

  /** Both are given back; they may be opened again. */
  release(): void {
    this.#releases += 1;
    this.#replaceCamera(null);
    this.#replaceMicrophone(null);
  }

  close(): void {
    this.#isClosed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onListChanged);
    this.#effect?.stop();
    this.#raw?.stop();
    this.state.value.camera?.stop();
    this.state.value.microphone?.stop();
    this.state.close();
  }

  /** What the browser opens, unless the devices were given back meanwhile: the camera would stay on for nobody. */
  async #kept(ask: () => Promise<MediaStream>): Promise<MediaStream | undefined> {
    const releases = this.#releases;
    const stream = await ask();
    if (releases === this.#releases && !this.#isClosed) return stream;
    for (const track of stream.getTracks()) track.stop();
    return undefined;
  }

  async #ask(): Promise<MediaStream> {
    if (!navigator.mediaDevices) throw new DOMException('No secure context', 'SecurityError');
    const { capture } = this.state.value;
    const wanted = { video: cameraFor(capture), audio: microphoneFor(capture) };
    try {
      return await navigator.mediaDevices.getUserMedia(wanted);
    } catch (error) {
      // One of the two is missing or busy: open the other one alone.
      const half =
        (await this.#askOne({ audio: wanted.audio })) ?? (await this.#askOne({ video: wanted.video }));
      if (half === undefined) throw error;
      this.state.patch({ fault: deviceFaultOf(error) });
      return half;
    }
  }

  #askOne(constraints: MediaStreamConstraints): Promise<MediaStream | undefined> {
    return navigator.mediaDevices.getUserMedia(constraints).catch(() => undefined);
  }

  #adopt(stream: MediaStream): void {
    const [camera] = stream.getVideoTracks();
    const [microphone] = stream.getAudioTracks();
    this.#replaceCamera(camera ?? null);
    this.#replaceMicrophone(microphone ?? null);
  }

  async #choose(kind: 'camera' | 'microphone', deviceId: string | null): Promise<MediaStreamTrack | null> {
    // The old one goes first: phones cannot open two cameras at once.
    const replace = (track: MediaStreamTrack | null) =>
      kind === 'camera' ? this.#replaceCamera(track) : this.#replaceMicrophone(track);
    replace(null);
    if (deviceId === null) return null;
    const { capture } = this.state.value;
    const constraints =
      kind === 'camera'
        ? { video: only(cameraFor(capture), deviceId) }
        : { audio: only(microphoneFor(capture), deviceId) };
    try {
      const stream = await this.#kept(() => navigator.mediaDevices.getUserMedia(constraints));
      if (stream) replace(stream.getTracks()[0] ?? null);
      this.state.patch({ fault: null, lost: null });
    } catch (error) {
      this.state.patch({ fault: deviceFaultOf(error) });
    }
    await this.#list();
    return this.state.value[kind];
  }

  #replaceCamera(track: MediaStreamTrack | null): void {
    this.#effect?.stop();
    this.#raw?.stop();
    this.state.value.camera?.stop();
    this.#raw = track;
    if (track) {
      track.contentHint = 'motion';
      track.addEventListener('ended', () => {
        if (this.#raw !== track) return;
        this.#raw = null;
        this.#effect?.stop();
        this.state.patch({ camera: null, cameraId: null, lost: 'camera' });
      });
    }
    this.state.patch({ camera: null, cameraId: track ? (track.getSettings().deviceId ?? '') : null });
    if (track) void this.#show(track);
  }

  /** Nobody sees the camera as it is while the effect begins: a room that is to be hidden stays so. */
  async #show(raw: MediaStreamTrack): Promise<void> {
    const effect = this.#effect;
    if (effect === null) return this.state.patch({ camera: raw });
    this.state.patch({ camera: null });
    const shown = await effect.start(raw).catch(() => raw);
    if (this.#raw !== raw || this.#effect !== effect) {
      if (shown !== raw) shown.stop();
      return;
    }
    shown.contentHint = 'motion';
    this.state.patch({ camera: shown });
  }

  #replaceMicrophone(track: MediaStreamTrack | null): void {
    this.state.value.microphone?.stop();
    if (track) {
      track.contentHint = this.state.value.capture.isMusic ? 'music' : 'speech';
      track.addEventListener('ended', () => {
        if (this.state.value.microphone === track) this.state.patch({ microphone: null, lost: 'microphone' });
      });
    }
    this.state.patch({ microphone: track });
  }

  async #list(): Promise<void> {
    const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
    const of = (kind: MediaDeviceKind): DeviceChoice[] =>
      (devices ?? [])
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .map(({ deviceId, label }) => ({ deviceId, label }));
    this.state.patch({
      ...{ cameras: of('videoinput'), microphones: of('audioinput') },
      speakers: canChooseSpeaker() ? of('audiooutput') : [],
    });
  }
}

const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;
