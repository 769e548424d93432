import { Observed } from '../observed.js';
import { type DeviceFault, deviceFaultOf } from './device-fault.js';

export interface DeviceChoice {
  deviceId: string;
  label: string;
}

export interface DeviceState {
  cameras: readonly DeviceChoice[];
  microphones: readonly DeviceChoice[];
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
  camera: null,
  microphone: null,
  fault: null,
  lost: null,
  opening: false,
};

export const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};
export const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 2 },
};

const only = (base: MediaTrackConstraints, deviceId?: string): MediaTrackConstraints =>
  deviceId ? { ...base, deviceId: { exact: deviceId } } : base;

/** The camera and microphone of this page: opened, chosen, unplugged, given back. */
export class OwnDevices {
  readonly state = new Observed<DeviceState>(EMPTY);
  readonly #onListChanged = () => void this.#list();

  constructor() {
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
    try {
      return await navigator.mediaDevices.getUserMedia({ video: CAMERA, audio: MICROPHONE });
    } catch (error) {
      // One of the two is missing or busy: open the other one alone.
      const half = (await this.#askOne({ audio: MICROPHONE })) ?? (await this.#askOne({ video: CAMERA }));
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
    const constraints =
      kind === 'camera' ? { video: only(CAMERA, deviceId) } : { audio: only(MICROPHONE, deviceId) };
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
      track.contentHint = kind === 'camera' ? 'motion' : 'speech';
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
    this.state.patch({ cameras: of('videoinput'), microphones: of('audioinput') });
  }
}
