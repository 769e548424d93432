import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type DeviceState, OwnDevices } from './own-devices.js';
import type { TrackEffect } from './track-effect.js';

class FakeTrack extends EventTarget {
  readonly kind: string;
  readonly id: string;
  contentHint = '';
  isStopped = false;
  #tellStopped: () => void = () => undefined;
  readonly stopped = new Promise<void>((resolve) => {
    this.#tellStopped = resolve;
  });
  readonly applyConstraints = jest.fn(async () => undefined);

  constructor(kind: string, id: string) {
    super();
    this.kind = kind;
    this.id = id;
  }

  getSettings() {
    return { deviceId: this.id };
  }

  stop(): void {
    this.isStopped = true;
    this.#tellStopped();
  }
}

const asTrack = (track: FakeTrack) => track as unknown as MediaStreamTrack;

let cameras: FakeTrack[];
let devices: OwnDevices;

/** An effect that is started and finished by the test. */
class FakeEffect implements TrackEffect {
  readonly started: MediaStreamTrack[] = [];
  stops = 0;
  finish: (track: FakeTrack) => void = () => undefined;
  fail: () => void = () => undefined;

  start(raw: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.started.push(raw);
    return new Promise((resolve, reject) => {
      this.finish = (track) => resolve(asTrack(track));
      this.fail = () => reject(new Error('none'));
    });
  }

  stop(): void {
    this.stops += 1;
  }
}

/** Resolves once this track is what others see or hear. */
const used = (kind: 'camera' | 'microphone', track: FakeTrack): Promise<void> =>
  new Promise((resolve) => {
    const look = (state: DeviceState) => {
      if (state[kind] === asTrack(track)) resolve();
    };
    devices.state.watch(look);
    look(devices.state.value);
  });

beforeEach(() => {
  cameras = [];
  const mediaDevices = {
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    enumerateDevices: async () => [],
    getUserMedia: async ({ video, audio }: MediaStreamConstraints) => {
      const camera = new FakeTrack('video', `camera-${cameras.length + 1}`);
      if (video) cameras.push(camera);
      const tracks = [...(video ? [camera] : []), ...(audio ? [new FakeTrack('audio', 'microphone')] : [])];
      return {
        getTracks: () => tracks,
        getVideoTracks: () => tracks.filter(({ kind }) => kind === 'video'),
        getAudioTracks: () => tracks.filter(({ kind }) => kind === 'audio'),
      };
    },
  };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { mediaDevices } });
  Object.assign(globalThis, { HTMLMediaElement: class {} });
  devices = new OwnDevices();
});
afterEach(() => {
  devices.close();
  Reflect.deleteProperty(globalThis, 'HTMLMediaElement');
});

test('without an effect the camera is shown as it is, and given back', async () => {
  await devices.open();
  const { camera, cameraId, microphone } = devices.state.value;
  expect([camera, cameraId]).toEqual([cameras[0], 'camera-1']);
  devices.release();
  expect([cameras[0]?.isStopped, (microphone as unknown as FakeTrack).isStopped]).toEqual([true, true]);
  expect([devices.state.value.camera, devices.state.value.cameraId]).toEqual([null, null]);
});

test.each(['release', 'close'] as const)('what comes after a %s is stopped', async (end) => {
  const opening = devices.open();
  devices[end]();
  await opening;
  const choosing = devices.chooseCamera('other');
  devices[end]();
  await choosing;
  expect(cameras.map(({ isStopped }) => isStopped)).toEqual([true, true]);
  expect(devices.state.value).toMatchObject({ camera: null, cameraId: null, microphone: null });
});

test('devices that are closed are not opened again', async () => {
  devices.close();
  await devices.open();
  expect(cameras).toEqual([]);
});

test('with an effect nobody sees the camera before the effect is there', async () => {
  const effect = new FakeEffect();
  await devices.setCameraEffect(effect);
  await devices.open();
  expect([devices.state.value.camera, devices.state.value.cameraId]).toEqual([null, 'camera-1']);
  const painted = new FakeTrack('video', 'painted');
  effect.finish(painted);
  await used('camera', painted);
  await devices.setCapture({ resolution: '360' });
  expect(cameras[0]?.applyConstraints).toHaveBeenCalledTimes(1);
});

test('an effect that cannot start shows the camera as it is; one that is taken away as well', async () => {
  const effect = new FakeEffect();
  await devices.open();
  const setting = devices.setCameraEffect(effect);
  expect(devices.state.value.camera).toBeNull();
  effect.fail();
  await setting;
  expect(devices.state.value.camera).toBe(cameras[0]);
  await devices.setCameraEffect(null);
  expect([devices.state.value.camera, effect.stops]).toEqual([cameras[0], 1]);
});

test('another camera gets the effect too, and what was painted of the one before is stopped', async () => {
  const effect = new FakeEffect();
  await devices.setCameraEffect(effect);
  await devices.open();
  const late = new FakeTrack('video', 'late');
  const finishFirst = effect.finish;
  await devices.chooseCamera('other');
  finishFirst(late);
  await late.stopped;
  expect([cameras[0]?.isStopped, late.isStopped, devices.state.value.camera]).toEqual([true, true, null]);
  const painted = new FakeTrack('video', 'painted');
  effect.finish(painted);
  await used('camera', painted);
  await devices.chooseCamera(null);
  expect([cameras[1]?.isStopped, painted.isStopped, devices.state.value.cameraId]).toEqual([
    true,
    true,
    null,
  ]);
});

test('a camera that is unplugged is lost, with its effect', async () => {
  const effect = new FakeEffect();
  await devices.setCameraEffect(effect);
  await devices.open();
  const painted = new FakeTrack('video', 'painted');
  effect.finish(painted);
  await used('camera', painted);
  cameras[0]?.dispatchEvent(new Event('ended'));
  expect(devices.state.value).toMatchObject({ camera: null, cameraId: null, lost: 'camera' });
  expect(effect.stops).toBeGreaterThan(0);
});

test('a microphone is heard as it is until its effect has begun, and again when it is taken away', async () => {
  await devices.open();
  const raw = devices.state.value.microphone as unknown as FakeTrack;
  const effect = new FakeEffect();
  const setting = devices.setMicrophoneEffect(effect);
  expect(devices.state.value.microphone).toBe(asTrack(raw));
  const cleaned = new FakeTrack('audio', 'cleaned');
  effect.finish(cleaned);
  await setting;
  expect([devices.state.value.microphone, devices.state.value.microphoneId]).toEqual([
    asTrack(cleaned),
    'microphone',
  ]);
  expect([raw.isStopped, cleaned.contentHint]).toEqual([false, 'speech']);
  await devices.setMicrophoneEffect(null);
  expect(devices.state.value.microphone).toBe(asTrack(raw));
  expect([raw.isStopped, cleaned.isStopped, effect.stops]).toEqual([false, true, 1]);
});

test('a microphone that is unplugged is lost, although its effect still gives a track', async () => {
  await devices.open();
  const raw = devices.state.value.microphone as unknown as FakeTrack;
  const effect = new FakeEffect();
  const setting = devices.setMicrophoneEffect(effect);
  const cleaned = new FakeTrack('audio', 'cleaned');
  effect.finish(cleaned);
  await setting;
  raw.dispatchEvent(new Event('ended'));
  expect(devices.state.value).toMatchObject({ microphone: null, microphoneId: null, lost: 'microphone' });
  expect([cleaned.isStopped, effect.stops]).toEqual([true, 1]);
});

test('another microphone, and one that is opened again, gets the effect of the one before', async () => {
  const effect = new FakeEffect();
  await devices.setMicrophoneEffect(effect);
  await devices.open();
  const cleaned = new FakeTrack('audio', 'cleaned');
  effect.finish(cleaned);
  await used('microphone', cleaned);
  await devices.setCapture({ hasNoise: true });
  expect([effect.started.length, cleaned.isStopped]).toEqual([2, true]);
  await devices.chooseMicrophone(null);
  expect([devices.state.value.microphone, devices.state.value.microphoneId]).toEqual([null, null]);
});
