import { expect, test } from '@jest/globals';
import { feedArguments } from './feed-arguments.js';

const feed = {
  container: 'flv',
  hasVideo: true,
  hasAudio: true,
  port: 5_004,
  videoSsrc: 7,
  audioSsrc: 9,
  zeroWallMs: 1_700_000_000_123.4,
} as const;

test('audio beside H.264 that goes another way: to Opus, with the times of its sender', () => {
  expect(feedArguments({ ...feed, hasVideo: false }).join(' ')).toBe(
    '-nostdin -hide_banner -loglevel error -copyts -max_pixels 9437184 -thread_type slice -probesize 32 -analyzeduration 0 -fpsprobesize 0 -f flv -i pipe:0 ' +
      '-map 0:a:0 -vn -af aresample=async=1000 -c:a libopus -ar 48000 -ac 2 -b:a 128k -frame_duration 20 -application audio ' +
      '-start_time_realtime 1700000000123400 -f rtp -payload_type 97 -ssrc 9 rtp://127.0.0.1:5004?rtcpport=5004&pkt_size=1200',
  );
});

test('what the stage cannot take is encoded: 8 bits, 4:2:0, 60 frames a second at most, no B-frames', () => {
  const args = feedArguments({ ...feed, hasAudio: false }).join(' ');
  expect(args).toMatch(/format=yuv420p.* -fpsmax 60 -c:v libx264 -preset veryfast -tune zerolatency/);
  expect(args).toMatch(/-start_time_realtime 1700000000123400 -f rtp -payload_type 96 -ssrc 7/);
  expect(args).not.toMatch(/0:a|copyts/);
});

test('a transport stream is read for less than half a second before it begins', () => {
  expect(feedArguments({ ...feed, container: 'mpegts' }).join(' ')).toMatch(
    /-probesize 1000000 -analyzeduration 400000 -scan_all_pmts 0 -f mpegts -i pipe:0 -map 0:v:0/,
  );
});
