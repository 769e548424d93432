import { expect, test } from '@jest/globals';
import { AUD, adts, annexB, IDR, INTER, KEY, PPS, SPS } from '../testing/elements.js';
import { elementPackets, TS_PID } from '../testing/ts-packets.js';
import { type TimedTag, TsToFlv } from './ts-to-flv.js';

const SEI = Buffer.from([6, 5]);

const toFlv = () => new TsToFlv({ video: TS_PID.video, audio: TS_PID.audio });
const { video, audio } = { video: TS_PID.video, audio: TS_PID.audio };
const seen = (tags: TimedTag[] | 'unfit') =>
  tags === 'unfit'
    ? tags
    : tags.map(({ type, rawMs, body }) => `${type} ${rawMs} ${body.toString('hex', 0, 2)}`);

test('a frame is there with its last packet, and not with the beginning of the next one', () => {
  const reader = toFlv();
  const [first, ...others] = elementPackets({ pid: video, pts: 90_000, data: KEY });
  const last = others.pop() as Buffer;
  expect(seen(reader.push(Buffer.concat([first as Buffer, ...others])))).toEqual([]);
  expect(seen(reader.push(last))).toEqual(['9 1000 1700', '9 1000 1701']);
  const next = elementPackets({ pid: video, pts: 93_000, data: INTER, counter: others.length + 2 });
  expect(seen(reader.push(Buffer.concat(next)))).toEqual(['9 1033 2701']);
});

test('one that fills its packets is there with the beginning of the next one', () => {
  const reader = toFlv();
  // Its head has fourteen bytes, a packet 184.
  const data = annexB(AUD, SPS, PPS, Buffer.alloc(184 * 5 - 14 - annexB(AUD, SPS, PPS).length - 4, 0x65));
  const packets = elementPackets({ pid: video, pts: 90_000, data });
  expect(seen(reader.push(Buffer.concat(packets)))).toEqual([]);
  const next = elementPackets({ pid: video, pts: 93_000, data: INTER, counter: packets.length });
  expect(seen(reader.push(next[0] as Buffer))).toEqual(['9 1000 1700', '9 1000 1701']);
});

test('the header of the track comes before the first key frame and where it changes', () => {
  const reader = toFlv();
  const keys = [KEY, KEY, annexB(AUD, SPS, Buffer.from('68ebe3cb22c1', 'hex'), IDR)];
  let counter = 0;
  const tags = keys.map((data, index) => {
    const packets = elementPackets({ pid: video, pts: 90_000 * (index + 1), data, counter });
    counter += packets.length;
    return seen(reader.push(Buffer.concat(packets)));
  });
  expect(tags).toEqual([['9 1000 1700', '9 1000 1701'], ['9 2000 1701'], ['9 3000 1700', '9 3000 1701']]);
});

test('what lies between decoding and showing a frame is kept', () => {
  const reader = toFlv();
  const [, frame] = reader.push(
    Buffer.concat(elementPackets({ pid: video, pts: 96_000, dts: 90_000, data: KEY })),
  ) as TimedTag[];
  expect([frame?.rawMs, frame?.body.readIntBE(2, 3)]).toEqual([1_000, 67]);
});

test('several frames of audio in one element have each its time', () => {
  const reader = toFlv();
  const data = Buffer.concat([adts(Buffer.alloc(200)), adts(Buffer.alloc(300)), adts(Buffer.alloc(100))]);
  const packets = elementPackets({ pid: audio, pts: 90_000, data, isSized: true });
  expect(seen(reader.push(Buffer.concat(packets)))).toEqual([
    '8 1000 af00',
    '8 1000 af01',
    '8 1021 af01',
    '8 1043 af01',
  ]);
});

test('a frame that began in the element before has the time at which it began', () => {
  const reader = toFlv();
  const data = Buffer.concat([adts(Buffer.alloc(200)), adts(Buffer.alloc(300)), adts(Buffer.alloc(9))]);
  const [first, second] = [data.subarray(0, 250), data.subarray(250)];
  const packets = elementPackets({ pid: audio, pts: 90_000, data: first, isSized: true });
  expect(seen(reader.push(Buffer.concat(packets)))).toEqual(['8 1000 af00', '8 1000 af01']);
  const next = elementPackets({
    pid: audio,
    pts: 93_840,
    data: second,
    counter: packets.length,
    isSized: true,
  });
  expect(seen(reader.push(Buffer.concat(next)))).toEqual(['8 1021 af01', '8 1043 af01']);
});

/** Elements of audio that are cut where it happens to be, numbered as one track. */
function cutElements(data: Buffer, ...atBytes: number[]): Buffer[] {
  let counter = 0;
  return [0, ...atBytes].map((from, index) => {
    const part = data.subarray(from, atBytes[index] ?? data.length);
    const packets = elementPackets({
      ...{ pid: audio, pts: 90_000 + 3_840 * index, data: part, counter, isSized: true },
    });
    counter += packets.length;
    return Buffer.concat(packets);
  });
}

test('audio that begins, or goes on after a loss, in the middle of a frame is read from the next one', () => {
  const frames = Array.from({ length: 8 }, (_, index) => adts(Buffer.alloc(200 + index)));
  // Each element begins with the end of a frame.
  const elements = cutElements(Buffer.concat(frames).subarray(60), 500, 900, 1_300);
  const reader = toFlv();
  expect(seen(reader.push(elements[0] as Buffer))).toEqual(['8 1000 af00', '8 1000 af01']);
  // The second one is lost; what the first one ended with cannot be completed.
  expect(seen(reader.push(elements[2] as Buffer))).toEqual(['8 1085 af01']);
  expect(seen(reader.push(elements[3] as Buffer))).toEqual(['8 1107 af01', '8 1128 af01']);
});

test('audio of which no frame can be found any more is left to another reader', () => {
  const reader = toFlv();
  const whole = elementPackets({ pid: audio, pts: 90_000, data: adts(Buffer.alloc(200)), isSized: true });
  reader.push(Buffer.concat(whole));
  const garbage = { pid: audio, data: Buffer.alloc(100, 0x12), isSized: true };
  const results = Array.from({ length: 8 }, (_, index) =>
    reader.push(Buffer.concat(elementPackets({ pts: 90_000 * index, counter: 2 + index, ...garbage }))),
  );
  expect(results.map((result) => result === 'unfit')).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

test('times go on over their wrap, for video and audio beside each other', () => {
  const reader = toFlv();
  const end = 2 ** 33;
  const pushed = [
    elementPackets({ pid: video, pts: end - 9_000, data: KEY }),
    elementPackets({ pid: audio, pts: end - 9_000, data: adts(Buffer.alloc(9)), isSized: true }),
    elementPackets({ pid: video, pts: 9_000, data: INTER, counter: 6 }),
    elementPackets({ pid: audio, pts: end - 7_080, data: adts(Buffer.alloc(9)), counter: 1, isSized: true }),
  ].flatMap((packets) => reader.push(Buffer.concat(packets)) as TimedTag[]);
  const first = pushed[0]?.rawMs as number;
  expect(pushed.map(({ rawMs }) => rawMs - first)).toEqual([0, 0, 0, 0, 200, 21]);
});

test('a packet that is missing costs its frame, and no other one', () => {
  const reader = toFlv();
  const packets = elementPackets({ pid: video, pts: 90_000, data: KEY });
  reader.push(Buffer.concat(packets));
  const lossy = elementPackets({ pid: video, pts: 93_000, data: INTER, counter: packets.length });
  const without = [lossy[0], ...lossy.slice(2)] as Buffer[];
  expect(seen(reader.push(Buffer.concat(without)))).toEqual([]);
  const counter = packets.length + lossy.length;
  const next = elementPackets({ pid: video, pts: 96_000, data: INTER, counter });
  expect(seen(reader.push(Buffer.concat([...next, next.at(-1) as Buffer])))).toEqual(['9 1067 2701']);
});

test.each([
  ['two frames in one element', { pid: video, data: Buffer.concat([KEY, INTER]) }],
  ['a frame of more pieces than any has', { pid: video, data: annexB(AUD, ...Array(10_001).fill(SEI)) }],
  ['no AAC', { pid: audio, data: Buffer.alloc(100, 0x12), isSized: true }],
])('%s is left to another reader', (_, element) => {
  expect(toFlv().push(Buffer.concat(elementPackets({ pts: 90_000, ...element })))).toBe('unfit');
});

test('an element that goes on after a packet that was filled up is left to another reader', () => {
  const [first, second] = [KEY, INTER].map((data) => elementPackets({ pid: video, pts: 90_000, data }));
  const rest = (second as Buffer[])[1] as Buffer;
  rest[3] = ((rest[3] as number) & 0xf0) | ((first as Buffer[]).length & 15);
  expect(toFlv().push(Buffer.concat([...(first as Buffer[]), rest]))).toBe('unfit');
});

test('video that has no key frame is left to another reader', () => {
  const reader = toFlv();
  let counter = 0;
  let last: TimedTag[] | 'unfit' = [];
  for (let frame = 0; frame < 400 && last !== 'unfit'; frame += 1) {
    const packets = elementPackets({ pid: video, pts: 3_000 * frame, data: INTER, counter });
    counter += packets.length;
    last = reader.push(Buffer.concat(packets));
  }
  expect(last).toBe('unfit');
});
