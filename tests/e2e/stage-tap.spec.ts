import { expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { parseRtpPacket, SenderClock, Vp8Depacketiser } from '#media';
import type { TapSink, Track } from '#stage';
import { TestBrowser } from '../support/engines/chromium.js';
import { SignalLog } from '../support/kernel/signal-log.js';
import { median } from '../support/meters/statistics.js';
import { StageBrowserPage } from '../support/stage/stage-browser.js';
import { StageServer } from '../support/stage/stage-server.js';

const READY_WITHIN_MS = 30_000;
/** From capture to a packet in this process, on a machine that may be busy. A wrong clock is off by minutes. */
const PLAUSIBLE_LAG_MS = 2_000;
/** Each layer counts from a time of its own: one taken for another is off by far more. */
const SWITCH_MS = 500;

interface Frame {
  /** Of the layer that it belongs to: only key frames tell it. */
  height: number | undefined;
  lagMs: number;
}

/** Depacketises and dates every frame as the programme does. */
class FrameLog implements TapSink {
  readonly frames = new SignalLog<Frame>();
  readonly reports: number[] = [];
  readonly #clock: SenderClock;
  readonly #frames = new Vp8Depacketiser();
  #height: number | undefined;

  constructor(track: Track) {
    this.#clock = new SenderClock(track.clockRateHz);
  }

  packet(rtp: Uint8Array): void {
    const packet = parseRtpPacket(rtp);
    if (packet === undefined) return;
    const unwrapped = this.#clock.unwrap(packet.timestamp);
    const frame = this.#frames.push(packet);
    this.#height = frame?.size?.height ?? this.#height;
    // The key frame may come before the sender's first report.
    if (frame === undefined || !this.#clock.isReported) return;
    const lagMs = systemClock.wallMs() - this.#clock.senderMs(unwrapped);
    this.frames.push({ height: this.#height, lagMs });
  }

  senderReport({ ntpMs, rtpTimestamp }: { ntpMs: number; rtpTimestamp: number }): void {
    this.reports.push(ntpMs);
    this.#clock.report(ntpMs, rtpTimestamp);
  }

  paused(): void {}
  closed(): void {}
}

const lagOf = (frames: readonly Frame[]): number => median(frames.map(({ lagMs }) => lagMs));

test('a tap of a real simulcast camera holds the layer asked for, and its clock survives the switch', async () => {
  const server = await StageServer.create();
  const browser = await TestBrowser.launch();
  try {
    const ann = await StageBrowserPage.open(browser, server.url, 'ann', { width: 1_280, height: 720 });
    await ann.join('host');
    const stage = server.stages.find('show_1');
    const camera = stage?.tracks.find(({ source }) => source === 'camera');
    if (stage === undefined || camera === undefined) throw new Error('there is no camera on the stage');
    expect([camera.layers, camera.heightPx]).toEqual([3, 720]);
    const tap = stage.tap(camera);
    tap.preferHeight(180);
    const log = new FrameLog(camera);
    await tap.open(log);
    const small = await log.frames.until('small frames', READY_WITHIN_MS, (all) =>
      all.filter(({ height }) => height === 180).length >= 60 ? all.slice(-30) : undefined,
    );
    const before = log.frames.all.length;
    tap.preferHeight(360);
    const large = await log.frames.until('larger frames', READY_WITHIN_MS, (all) => {
      const at = all.findIndex(({ height }, index) => index >= before && height === 360);
      return at >= 0 && all.length >= at + 60 ? all.slice(at + 30) : undefined;
    });
    expect(Math.abs(lagOf(small))).toBeLessThan(PLAUSIBLE_LAG_MS);
    expect(Math.abs(lagOf(large) - lagOf(small))).toBeLessThan(SWITCH_MS);
    expect(log.reports.length).toBeGreaterThan(1);
    tap.close();
  } finally {
    await browser.close();
    await server.close();
  }
});
