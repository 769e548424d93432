import { Observed } from '../observed.js';
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
  camera: MediaStreamTrack | null;
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

  constructor(capture: Partial<CaptureChoice> = {}) {
    this.state.patch({ capture: { ...USUAL_CAPTURE, ...capture } });
    navigator.mediaDevices?.addEventListener('devicechange', this.#onListChanged);
  }

  /** Both, or whichever of the two there is; a fault is in the state, not thrown. */
  async open(): Promise<void> {
    this.state.patch({ opening: true, fault: null, lost: null });
    try {
      this.#adopt(await this.#ask());
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
    const { camera, microphone } = this.state.value;
    if (capture.resolution !== before.resolution)
      await camera?.applyConstraints(cameraFor(capture)).catch(() => undefined);
    const isSameAudio = capture.isMusic === before.isMusic && capture.hasNoise === before.hasNoise;
    if (microphone && !isSameAudio) await this.#choose('microphone', microphone.getSettings().deviceId ?? '');
  }

  /** Both are given back; they may be opened again. */
  release(): void {
    this.#replace('camera', null);
    this.#replace('microphone', null);
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onListChanged);
    this.state.value.camera?.stop();
    this.state.value.microphone?.stop();
    this.state.close();
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
    this.#replace('camera', camera ?? null);
    this.#replace('microphone', microphone ?? null);
  }

  async #choose(kind: 'camera' | 'microphone', deviceId: string | null): Promise<MediaStreamTrack | null> {
    // The old one goes first: phones cannot open two cameras at once.
    this.#replace(kind, null);
    if (deviceId === null) return null;
    const { capture } = this.state.value;
    const constraints =
      kind === 'camera'
        ? { video: only(cameraFor(capture), deviceId) }
        : { audio: only(microphoneFor(capture), deviceId) };
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      this.#replace(kind, stream.getTracks()[0] ?? null);
      this.state.patch({ fault: null, lost: null });
    } catch (error) {
      this.state.patch({ fault: deviceFaultOf(error) });
    }
    await this.#list();
    return this.state.value[kind];
  }

  #replace(kind: 'camera' | 'microphone', track: MediaStreamTrack | null): void {
    this.state.value[kind]?.stop();
    if (track) {
      track.contentHint =
        kind === 'camera' ? 'motion' : this.state.value.capture.isMusic ? 'music' : 'speech';
      track.addEventListener('ended', () => {
        if (this.state.value[kind] === track) this.state.patch({ [kind]: null, lost: kind });
      });
    }
    this.state.patch({ [kind]: track });
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
