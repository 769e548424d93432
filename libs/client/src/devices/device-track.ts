import type { TrackEffect } from './track-effect.js';

interface DeviceTrackOptions {
  /** Whether the device's own track stays unused until the effect has one: a room that is to be hidden is never seen. */
  isHiddenBefore: boolean;
  /** What a track holds, for its encoder. */
  hint(): string;
  /** What is used now, and of which device; the device's id is empty where the browser does not say, null without one. */
  onChange(track: MediaStreamTrack | null, deviceId: string | null): void;
  /** The device was unplugged, or taken away. */
  onLost(): void;
}

/** One open device, and the effect between it and everybody else. */
export class DeviceTrack {
  readonly #options: DeviceTrackOptions;
  #raw: MediaStreamTrack | null = null;
  #shown: MediaStreamTrack | null = null;
  #effect: TrackEffect | null = null;

  constructor(options: DeviceTrackOptions) {
    this.#options = options;
  }

  /** The one before is given back first. */
  replace(track: MediaStreamTrack | null): void {
    this.#stop();
    this.#raw = track;
    if (track === null) {
      this.#use(null);
      return;
    }
    track.contentHint = this.#options.hint();
    track.addEventListener('ended', () => this.#lose(track));
    void this.#show(track);
  }

  /** Of this device and of every one that follows; null uses devices as they are. */
  async setEffect(effect: TrackEffect | null): Promise<void> {
    if (effect === this.#effect) return;
    this.#effect?.stop();
    this.#effect = effect;
    if (this.#raw) await this.#show(this.#raw);
  }

  async constrain(constraints: MediaTrackConstraints): Promise<void> {
    await this.#raw?.applyConstraints(constraints).catch(() => undefined);
  }

  /** May be called twice. */
  close(): void {
    this.#stop();
    this.#raw = null;
  }

  async #show(raw: MediaStreamTrack): Promise<void> {
    const effect = this.#effect;
    if (effect === null) return this.#use(raw);
    this.#use(this.#options.isHiddenBefore ? null : raw);
    const changed = await effect.start(raw).catch(() => raw);
    if (this.#raw !== raw || this.#effect !== effect) {
      if (changed !== raw) changed.stop();
      return;
    }
    changed.contentHint = this.#options.hint();
    this.#use(changed);
  }

  #use(track: MediaStreamTrack | null): void {
    const before = this.#shown;
    this.#shown = track;
    this.#options.onChange(track, this.#raw ? (this.#raw.getSettings().deviceId ?? '') : null);
    if (before !== track && before !== this.#raw) before?.stop();
  }

  #lose(raw: MediaStreamTrack): void {
    if (this.#raw !== raw) return;
    this.replace(null);
    this.#options.onLost();
  }

  #stop(): void {
    this.#effect?.stop();
    this.#raw?.stop();
    this.#shown?.stop();
  }
}
