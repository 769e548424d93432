import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { FragmentSplitter, isSyncSample, type Mp4Piece, readFragment, SYNC_SAMPLE } from './fragment.js';
import { withParameterSetsInStream } from './parameter-sets-in-stream.js';
import { printFragment } from './print-fragment.js';
import { parseTrackInit } from './track-init.js';

const MUXER = '-f mp4 -movflags +cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer';

function encode(args: string): Buffer {
  const { stdout, status } = spawnSync('ffmpeg', [...`-v error ${args}`.split(' '), 'pipe:1'], {
    maxBuffer: 1 << 26,
  });
  expect(status).toBe(0);
  return stdout;
}

const video = encode(
  `-f lavfi -i testsrc2=size=320x180:rate=30 -t 3 -pix_fmt yuv420p -c:v libx264 -preset ultrafast -tune zerolatency -sc_threshold 0 -g 60 ${MUXER}+frag_keyframe -frag_duration 500000`,
);
const audio = encode(
  `-f lavfi -i sine=440:sample_rate=48000 -t 1 -c:a aac -b:a 96k -ac 2 ${MUXER}+frag_every_frame`,
);

/** Digits are grouped for who reads them. */
const hex = (digits: string) => digits.replace(/\s/g, '');

function split(stream: Buffer, sliceBytes: number): Mp4Piece[] {
  const splitter = new FragmentSplitter();
  const pieces: Mp4Piece[] = [];
  for (let at = 0; at < stream.length; at += sliceBytes)
    pieces.push(...splitter.push(stream.subarray(at, at + sliceBytes)));
  return pieces;
}

function read(stream: Buffer) {
  const [first, ...rest] = split(stream, 4_096);
  const init = parseTrackInit((first as Mp4Piece).bytes);
  return { init, fragments: rest.map((piece) => readFragment(piece.bytes, init.defaults)) };
}

describe('a muxer output in any slicing', () => {
  test.each([1, 7, 4_096, 1 << 24])('slices of %i bytes give the same pieces', (sliceBytes) => {
    const pieces = split(audio, sliceBytes);
    expect(pieces[0]?.kind).toBe('init');
    expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(audio)).toBe(true);
  });

  test('a box of an impossible size is refused', () => {
    expect(() => new FragmentSplitter().push(Buffer.from('7fffffff6d6f6f66', 'hex'))).toThrow(
      'malformed MP4',
    );
  });
});

describe('what FFmpeg writes', () => {
  test('video: half-second fragments, a sync sample every two seconds', () => {
    const { init, fragments } = read(video);
    expect(init).toMatchObject({ kind: 'video', timescaleHz: 15_360, width: 320, height: 180 });
    expect(init.codec).toMatch(/^avc1\.42[0-9a-f]{4}$/);
    expect(fragments.map((samples) => samples.length)).toEqual([15, 15, 15, 15, 15, 15]);
    expect(fragments.map((samples) => samples.findIndex(isSyncSample))).toEqual([0, -1, -1, -1, 0, -1]);
    expect(fragments[2]?.[0]?.decodeTicks).toBe(15_360);
  });

  test('audio: one frame a fragment', () => {
    const { init, fragments } = read(audio);
    expect(init).toMatchObject({ kind: 'audio', timescaleHz: 48_000, codec: 'mp4a.40.2' });
    // The last frame is as long as the input was.
    for (const samples of fragments.slice(0, -1)) {
      expect(samples).toHaveLength(1);
      expect(samples[0]?.durationTicks).toBe(1_024);
    }
  });
});

test('a map can say that parameter sets are in the stream; of audio it stays as it is', () => {
  const [map, audioMap] = [video, audio].map((stream) => (split(stream, 4_096)[0] as Mp4Piece).bytes);
  const open = withParameterSetsInStream(map as Buffer);
  expect(parseTrackInit(open).codec).toMatch(/^avc3\.42[0-9a-f]{4}$/);
  expect(withParameterSetsInStream(open)).toEqual(open);
  expect(withParameterSetsInStream(audioMap as Buffer)).toEqual(audioMap);
});

test('a printed fragment reads back as the same samples at the new time', () => {
  const { init, fragments } = read(video);
  const samples = fragments[0] ?? [];
  const printed = printFragment({ sequence: 9, trackId: init.trackId, decodeTicks: 2 ** 33 }, samples);
  const shifted = samples.map((sample) => ({ ...sample, decodeTicks: sample.decodeTicks + 2 ** 33 }));
  expect(readFragment(printed, init.defaults)).toEqual(shifted);
});

test('a printed fragment is a moof around its boxes, and an mdat around its samples, byte for byte', () => {
  const facts = { durationTicks: 1_024, flags: SYNC_SAMPLE };
  const samples = [
    { ...facts, decodeTicks: 2_048, compositionOffsetTicks: 0, data: Buffer.from('abc') },
    { ...facts, decodeTicks: 3_072, compositionOffsetTicks: -512, data: Buffer.from('de') },
  ];
  const print = (count: number) =>
    printFragment({ sequence: 3, trackId: 1, decodeTicks: 2_048 }, samples.slice(0, count)).toString('hex');
  const traf = '10746668640002000000000001 00000014 74666474 01000000 0000000000000800';
  expect(print(1)).toBe(
    hex(`00000064 6d6f6f66 00000010 6d666864 00000000 00000003 0000004c 74726166 000000${traf}
      00000020 7472756e 01000701 00000001 0000006c 00000400 00000003 02000000 0000000b 6d646174 616263`),
  );
  expect(print(2)).toBe(
    hex(`00000078 6d6f6f66 00000010 6d666864 00000000 00000003 00000060 74726166 000000${traf}
      00000034 7472756e 01000f01 00000002 00000080 00000400 00000003 02000000 00000000
      00000400 00000002 02000000 fffffe00 0000000d 6d646174 6162636465`),
  );
});
