import { Observed } from '../observed.js';
import { type CaptureChoice, cameraFor, microphoneFor, USUAL_CAPTURE } from './capture-choice.js';
import { type DeviceFault, deviceFaultOf } from './device-fault.js';
import { DeviceTrack } from './device-track.js';
import type { TrackEffect } from './track-effect.js';

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
  /** With the effect once there is one: what others hear. */
  microphone: MediaStreamTrack | null;
  microphoneId: string | null;
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
  microphoneId: null,
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
  readonly #camera = new DeviceTrack({
    isHiddenBefore: true,
    hint: () => 'motion',
    onChange: (camera, cameraId) => this.state.patch({ camera, cameraId }),
    onLost: () => this.state.patch({ lost: 'camera' }),
  });
  readonly #microphone = new DeviceTrack({
    isHiddenBefore: false,
    hint: () => (this.state.value.capture.isMusic ? 'music' : 'speech'),
    onChange: (microphone, microphoneId) => this.state.patch({ microphone, microphoneId }),
    onLost: () => this.state.patch({ lost: 'microphone' }),
  });
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
    const { microphoneId } = this.state.value;
    if (capture.resolution !== before.resolution) await this.#camera.constrain(cameraFor(capture));
    const isSameAudio = capture.isMusic === before.isMusic && capture.hasNoise === before.hasNoise;
    if (microphoneId !== null && !isSameAudio) await this.#choose('microphone', microphoneId);
  }

  /** Of this camera and of every one that is chosen after it; null shows cameras as they are. */
  setCameraEffect(effect: TrackEffect | null): Promise<void> {
    return this.#camera.setEffect(effect);
  }

  /** Of this microphone and of every one that is chosen after it, which is heard as it is until the effect has begun. */
  setMicrophoneEffect(effect: TrackEffect | null): Promise<void> {
    return this.#microphone.setEffect(effect);
  }

  /** Both are given back; they may be opened again. */
  release(): void {
    this.#releases += 1;
    this.#camera.replace(null);
    this.#microphone.replace(null);
  }

  close(): void {
    this.#isClosed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onListChanged);
    this.#camera.close();
    this.#microphone.close();
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
    this.#camera.replace(camera ?? null);
    this.#microphone.replace(microphone ?? null);
  }

  async #choose(kind: 'camera' | 'microphone', deviceId: string | null): Promise<MediaStreamTrack | null> {
    // The old one goes first: phones cannot open two cameras at once.
    const device = kind === 'camera' ? this.#camera : this.#microphone;
    device.replace(null);
    if (deviceId === null) return null;
    const { capture } = this.state.value;
    const constraints =
      kind === 'camera'
        ? { video: only(cameraFor(capture), deviceId) }
        : { audio: only(microphoneFor(capture), deviceId) };
    try {
      const stream = await this.#kept(() => navigator.mediaDevices.getUserMedia(constraints));
      if (stream) device.replace(stream.getTracks()[0] ?? null);
      this.state.patch({ fault: null, lost: null });
    } catch (error) {
      this.state.patch({ fault: deviceFaultOf(error) });
    }
    await this.#list();
    return this.state.value[kind];
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
