import { expect, test } from '@jest/globals';
import { convertArguments, readFacts, readProgress } from './conversion.js';

const PRINTED = `Input #0, matroska,webm, from 'x':
  Duration: 00:01:03.25, start: 0.000000, bitrate: 1205 kb/s
  Stream #0:0(eng): Video: vp9 (Profile 0), yuv420p(tv, bt709), 1920x1080, SAR 1:1 DAR 16:9, 60 fps, 60 tbr, 1k tbn
  Stream #0:1: Audio: opus, 48000 Hz, stereo, fltp (default)`;

test('facts are read from what FFmpeg prints', () => {
  expect(readFacts(PRINTED)).toEqual({
    seconds: 63.25,
    video: { width: 1_920, height: 1_080 },
    hasAudio: true,
  });
});

test('a cover is no video, and a file of neither is none', () => {
  const cover =
    '  Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc), 600x600 [SAR 1:1], 90k tbr (attached pic)';
  const song = `  Duration: 00:00:10.00, start: 0\n  Stream #0:0: Audio: mp3, 44100 Hz\n${cover}`;
  expect(readFacts(song)).toEqual({ seconds: 10, video: undefined, hasAudio: true });
  expect(readFacts('Invalid data found when processing input')).toBeUndefined();
});

test('what a file says of itself is no fact, and is read in no time', () => {
  const titled = PRINTED.replace(
    'Duration',
    'Metadata:\n    title           : Stream #0:0: Video: h264, 99999x99999 \n  Duration',
  );
  expect(readFacts(titled)).toEqual(readFacts(PRINTED));
  // Each of these could begin what an expression looks for: trying them all took four seconds of the server.
  expect(readFacts(`    title           : ${'Stream #x: Video: '.repeat(900)}`)).toBeUndefined();
});

test('a conversion reads no other file than the one that was sent', () => {
  const args = convertArguments(
    '/in',
    '/out',
    { seconds: 1, video: { width: 2, height: 2 }, hasAudio: false },
    60,
  );
  expect(args.slice(args.indexOf('-protocol_whitelist'), args.indexOf('-i'))).toEqual([
    ...['-protocol_whitelist', 'file', '-format_whitelist'],
    expect.not.stringMatching(/hls|concat|image2|subrip|sdp/),
    ...['-max_pixels', '33177600'],
  ]);
  expect(args).toContain('-an');
});

test('a conversion makes no more bits than people do, and copies no chapters', () => {
  const args = convertArguments(
    '/in',
    '/out',
    { seconds: 1, video: { width: 2, height: 2 }, hasAudio: true },
    60,
  );
  expect(args[args.indexOf('-maxrate') + 1]).toBe('6M');
  expect(args[args.indexOf('-map_chapters') + 1]).toBe('-1');
});

test('progress is the last that was written', () => {
  expect(readProgress('out_time_us=1000000\nprogress=continue\nout_time_us=2500000\n')).toBe(2.5);
  expect(readProgress('progress=continue\n')).toBeUndefined();
});
