import { beforeEach, expect, test } from '@jest/globals';
import { mediaPacket, patPacket, pmtPacket, TS_PID } from '../testing/ts-packets.js';
import { TsReader } from './ts-reader.js';

const H264 = { type: 0x1b, pid: TS_PID.video };
const AAC = { type: 0x0f, pid: TS_PID.audio };
const OPUS = { type: 0x06, pid: TS_PID.audio, descriptors: [5, 4, ...Buffer.from('Opus')] };
const SUBTITLES = { type: 0x06, pid: TS_PID.audio, descriptors: [0x59, 0] };

let reader: TsReader;
beforeEach(() => {
  reader = new TsReader();
});

test.each([
  ['H.264 and AAC', [H264, AAC], { video: true, audio: true }],
  ['H.264 alone', [H264], { video: true, audio: false }],
  ['Opus', [OPUS], { video: false, audio: true }],
  ['subtitles', [H264, SUBTITLES], { video: true, audio: false }],
])('tells the tracks from the tables: %s', (_, streams, kinds) => {
  reader.push(patPacket());
  expect(reader.kinds).toBeUndefined();
  const pmt = pmtPacket(streams);
  reader.push(pmt);
  expect(reader.kinds).toEqual(kinds);
  expect(reader.tables).toEqual(Buffer.concat([patPacket(), pmt]));
});

test('cuts where decoding can begin', () => {
  reader.push(Buffer.concat([patPacket(), pmtPacket([H264, AAC])]));
  const [before, key, after] = [
    mediaPacket(TS_PID.audio, { isKey: true }),
    mediaPacket(TS_PID.video, { isKey: true }),
    mediaPacket(TS_PID.video),
  ];
  expect(reader.push(Buffer.concat([before, key, after]))).toEqual([
    { bytes: before, isKey: false },
    { bytes: Buffer.concat([key, after]), isKey: true },
  ]);
});

test('packets may be split over messages, and what lies between packets is left out', () => {
  const whole = Buffer.concat([patPacket(), Buffer.from([1, 2, 3]), pmtPacket([H264])]);
  const bytes = [...whole].flatMap((_, at) => reader.push(whole.subarray(at, at + 1)));
  expect(Buffer.concat(bytes.map((piece) => piece.bytes))).toEqual(
    Buffer.concat([patPacket(), pmtPacket([H264])]),
  );
  expect(reader.kinds).toEqual({ video: true, audio: false });
});

test('spoilt tables and headers never throw', () => {
  const honest = Buffer.concat([patPacket(), pmtPacket([H264, OPUS]), mediaPacket(TS_PID.video)]);
  for (let at = 0; at < honest.length; at += 1)
    for (const value of [0, 0x47, 0xff]) {
      const spoilt = Buffer.from(honest);
      spoilt[at] = value;
      const spoiltReader = new TsReader();
      expect(() => [spoiltReader.push(spoilt), spoiltReader.push(spoilt.subarray(at))]).not.toThrow();
    }
});

test('says where the tracks become others, and not where tables are repeated', () => {
  const tables = Buffer.concat([patPacket(), pmtPacket([H264, AAC])]);
  const media = mediaPacket(TS_PID.video);
  const others = pmtPacket([{ type: 0x02, pid: TS_PID.video }, AAC]);
  const key = mediaPacket(TS_PID.video, { isKey: true });
  expect(reader.push(Buffer.concat([tables, media, tables, media])).map(({ isOther }) => isOther)).toEqual([
    undefined,
  ]);
  expect(reader.push(Buffer.concat([media, others, key]))).toEqual([
    { bytes: media, isKey: false },
    { bytes: others, isKey: false, isOther: true },
    { bytes: key, isKey: true },
  ]);
});
