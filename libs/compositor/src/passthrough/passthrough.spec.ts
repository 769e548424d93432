import { beforeEach, describe, expect, test } from '@jest/globals';
import { printAnnexB, readFragment } from '#media';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { CodedFrames } from '../source/coded-frames.js';
import type { CopiedFragment } from './copied-fragments.js';
import { type CopyingEncoder, Passthrough } from './passthrough.js';

const SPS = Buffer.from('6764001eacb405017fcb8088000003000800000301e478b175', 'hex');
const PPS = Buffer.from([0x68, 1]);
const MAP = new FakeEncoder({ kind: 'video' }).init;
const KEY_UNITS = 6;
const FRAME_TICKS = 3_000;
const NO_DEFAULTS = { durationTicks: 0, sizeBytes: 0, flags: 0 };

class Encoder implements CopyingEncoder {
  isCopying = false;
  isReadyToCopy = false;
  prepared = 0;
  ended = 0;
  startUnit = -1;
  fragments: CopiedFragment[] = [];
  frames: { unit: number; isKey: boolean }[] = [];

  prepareCopy(): void {
    this.prepared += 1;
  }

  beginCopy(unit: number): Buffer {
    this.isCopying = true;
    this.isReadyToCopy = false;
    this.startUnit = unit;
    return MAP;
  }

  copy(fragment: CopiedFragment): void {
    this.fragments.push(fragment);
  }

  copyFrame({ at, isKey }: Parameters<CopyingEncoder['copyFrame']>[0]): void {
    this.frames.push({ unit: at.units, isKey });
  }

  endCopy(): void {
    this.ended += 1;
    this.isCopying = false;
    this.isReadyToCopy = false;
  }
}

/** Sends a frame a unit, and is shown at once. */
class Source {
  readonly coded = new CodedFrames();
  shownRtp: number | undefined = 0;
  sent = 0;

  send(isKey = this.sent % KEY_UNITS === 0): void {
    this.shownRtp = (this.shownRtp ?? 0) + FRAME_TICKS;
    const nals = isKey
      ? [Buffer.from([9, 16]), SPS, PPS, Buffer.from([0x65, this.sent])]
      : [Buffer.from([0x41, this.sent])];
    this.coded.push({ data: printAnnexB(nals), rtpTimestamp: 0, isKey }, this.shownRtp);
    this.sent += 1;
  }
}

let encoder: Encoder;
let source: Source;
let passthrough: Passthrough;
let unit: number;
let changes: boolean[];

beforeEach(() => {
  [encoder, source, unit, changes] = [new Encoder(), new Source(), 1_000, []];
  passthrough = new Passthrough({
    ...{ encoder, renditionId: 'video-720', width: 640, height: 360, frameRate: 30, bitrate: 2_800_000 },
    plan: () => ({ kind: 'video', input: [], filter: [], outputs: [] }),
    ...{ keyUnits: KEY_UNITS, fragmentUnits: 3, changed: (isOn) => changes.push(isOn) },
  });
  passthrough.step(unit, source);
});

function tick(isShown = true): void {
  unit += 1;
  passthrough.step(unit, isShown ? source : undefined);
}

function run(units: number, isShown = true): void {
  for (let count = 0; count < units; count += 1) {
    source.send();
    tick(isShown);
  }
}

/** Two key frames apart as they must be, then one with which it begins. */
function enter(): void {
  run(KEY_UNITS + 1);
  expect(encoder.prepared).toBe(1);
  encoder.isReadyToCopy = true;
  run(KEY_UNITS);
}

describe('a source that is all of the programme', () => {
  test('is the rendition from a key frame on, at the unit that shows it', () => {
    enter();
    expect([encoder.isCopying, encoder.startUnit, changes]).toEqual([true, unit, [true]]);
    run(2 * KEY_UNITS);
    expect(encoder.frames.slice(0, 2)).toEqual([
      { unit: encoder.startUnit, isKey: true },
      { unit: encoder.startUnit + 1, isKey: false },
    ]);
    expect(encoder.fragments.map(({ endUnit }) => endUnit - encoder.startUnit)).toEqual([3, 6, 9, 12]);
    const [first] = readFragment(encoder.fragments[0]?.bytes as Buffer, NO_DEFAULTS);
    // Its parameter sets and its slice behind their lengths; no delimiter.
    const sizes = [0, 4 + SPS.length, 8 + SPS.length + PPS.length].map((at) => first?.data.readUInt32BE(at));
    expect(sizes).toEqual([SPS.length, PPS.length, 2]);
  });

  test('ends with what is drawn over it, and begins again', () => {
    enter();
    run(4);
    run(1, false);
    expect([encoder.isCopying, encoder.fragments.length, changes]).toEqual([false, 1, [true, false]]);
    run(KEY_UNITS, false);
    run(3 * KEY_UNITS);
    expect(encoder.prepared).toBe(2);
  });

  test('ends with a frame that is missing: nothing behind it is given', () => {
    enter();
    run(4);
    source.coded.lose();
    run(4);
    expect([encoder.isCopying, encoder.fragments.length]).toEqual([false, 1]);
  });

  test('ends where it stops', () => {
    enter();
    for (let count = 0; count < 14; count += 1) tick();
    expect(encoder.isCopying).toBe(false);
  });

  test('ends where its key frame is not where a segment begins', () => {
    enter();
    run(2);
    source.send(true);
    tick();
    expect(encoder.isCopying).toBe(false);
  });

  test('ends at a key frame where its clock has drifted, and not for a moment in which frames were late', () => {
    enter();
    for (let count = 0; count < 5; count += 1) tick();
    for (let count = 0; count < 5; count += 1) source.send();
    run(KEY_UNITS);
    expect(encoder.isCopying).toBe(true);
    tick();
    tick();
    run(2 * KEY_UNITS);
    expect(encoder.isCopying).toBe(false);
  });

  test('may be a frame early or late', () => {
    enter();
    source.send();
    source.send();
    tick();
    tick();
    tick();
    source.send();
    source.send();
    tick();
    expect(encoder.isCopying).toBe(true);
    expect(encoder.fragments).toHaveLength(1);
  });

  test('is not the rendition any more where the process of the others ended', () => {
    enter();
    encoder.isCopying = false;
    run(1);
    expect(changes).toEqual([true, false]);
  });

  test.each([
    ['a key frame too early', true],
    ['a key frame too late', false],
  ])('gives up what is prepared for it with %s', (_, isKey) => {
    run(KEY_UNITS + 1);
    encoder.isReadyToCopy = true;
    run(isKey ? KEY_UNITS - 2 : KEY_UNITS - 1);
    const { ended } = encoder;
    source.send(isKey);
    tick();
    expect([encoder.ended - ended, encoder.isReadyToCopy, encoder.isCopying]).toEqual([1, false, false]);
  });

  test('waits for another key frame while no process is warm', () => {
    run(KEY_UNITS + 1);
    run(2 * KEY_UNITS);
    expect([encoder.isCopying, encoder.prepared]).toEqual([false, 3]);
  });
});
