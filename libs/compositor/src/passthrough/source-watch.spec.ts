import { describe, expect, test } from '@jest/globals';
import { type CodedFrame, printAnnexB } from '#media';
import { SourceWatch } from './source-watch.js';

/** 640x360, high, 4:2:0, 8 bits, progressive. */
const SPS = Buffer.from('6764001eacb405017fcb8088000003000800000301e478b175', 'hex');
const KEY_UNITS = 4;
const FRAME_TICKS = 3_000;
const RULES = { width: 640, height: 360, frameRate: 30, keyUnits: KEY_UNITS, mostBytes: 2_000 };

const key = (sps = SPS): CodedFrame => ({
  data: printAnnexB([sps, Buffer.from([0x68, 1]), Buffer.from([0x65, 1])]),
  ...{ rtpTimestamp: 0, isKey: true },
});
const between = (bytes = 10): CodedFrame => ({
  data: printAnnexB([Buffer.alloc(bytes, 0x41)]),
  ...{ rtpTimestamp: 0, isKey: false },
});

class Sender {
  readonly watch: SourceWatch;
  #rtpTime = 90_000;

  constructor(rules = RULES) {
    this.watch = new SourceWatch(rules);
  }

  send(frame: CodedFrame, ticks = FRAME_TICKS): boolean {
    this.#rtpTime += ticks;
    this.watch.push({ frame, rtpTime: this.#rtpTime });
    return this.watch.fits;
  }

  /** A key frame and what follows up to the next one. */
  group(length = KEY_UNITS): boolean[] {
    return Array.from({ length }, (_, index) => this.send(index === 0 ? key() : between()));
  }
}

describe('a source', () => {
  test('fits from the second key frame on', () => {
    const sender = new Sender();
    expect(sender.group()).toEqual([false, false, false, false]);
    expect(sender.group()).toEqual([true, true, true, true]);
    expect(sender.group()).toEqual([true, true, true, true]);
  });

  test.each([KEY_UNITS - 1, KEY_UNITS + 1])(
    'does not fit with %i frames between its key frames',
    (length) => {
      const sender = new Sender();
      sender.group();
      sender.group(length);
      expect(sender.send(key())).toBe(false);
    },
  );

  test('no longer fits with the first frame too many', () => {
    const sender = new Sender();
    sender.group();
    sender.group();
    expect(sender.send(between())).toBe(false);
  });

  test.each([
    ['a frame was left out', 2 * FRAME_TICKS],
    ['frames are shown in another order', -FRAME_TICKS],
    ['its frame rate is twice as high', FRAME_TICKS / 2],
  ])('does not fit where %s', (_, ticks) => {
    const sender = new Sender();
    sender.group();
    sender.send(key());
    expect(sender.send(between(), ticks)).toBe(false);
  });

  test('may say the time in milliseconds', () => {
    const sender = new Sender();
    sender.group();
    expect([sender.send(key(), 2_970), sender.send(between(), 3_060)]).toEqual([true, true]);
  });

  test('does not fit with more bits than the rendition may have', () => {
    const sender = new Sender();
    sender.group();
    sender.send(key());
    expect(sender.send(between(3_000))).toBe(false);
  });

  test('does not fit in another size, and without parameter sets that can be read', () => {
    for (const rules of [
      { ...RULES, height: 1_080 },
      { ...RULES, width: 1_280 },
    ]) {
      const sender = new Sender(rules);
      sender.group();
      expect(sender.group()).toEqual([false, false, false, false]);
    }
    const sender = new Sender();
    sender.group();
    expect(sender.send(key(Buffer.from([0x67, 0, 0])))).toBe(false);
  });

  test('does not fit with frames missing, up to the second key frame behind them', () => {
    const sender = new Sender();
    sender.group();
    sender.group();
    sender.watch.lose();
    expect(sender.send(between())).toBe(false);
    sender.group();
    expect(sender.group()).toEqual([true, true, true, true]);
  });
});
