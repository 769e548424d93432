import { expect, test } from '@jest/globals';
import { decoderArguments } from './decoder-arguments.js';

const FILL = { width: 640, height: 360, mode: 'fill' } as const;

test('a decoder scales, cuts and brings every range to one', () => {
  expect(decoderArguments([FILL]).join(' ')).toBe(
    '-hide_banner -nostats -loglevel error -probesize 32 -analyzeduration 0 -max_pixels 9437184 -threads 1 ' +
      "-filter_complex_threads 1 -protocol_whitelist pipe -f ivf -i pipe:0 -filter_complex [0:v]scale=w='if(between(iw,640,640*1.06)*between(ih,360,360*1.06),iw,640)':" +
      "h='if(between(iw,640,640*1.06)*between(ih,360,360*1.06),ih,360)':" +
      'flags=bilinear:out_range=tv:out_color_matrix=bt601:force_original_aspect_ratio=increase:force_divisible_by=2,crop=640:360,format=yuv420p,' +
      'split=2[image0][time] -map [image0] -fps_mode passthrough -threads 1 -f rawvideo -flush_packets 1 pipe:1 ' +
      '-map [time] -c:v wrapped_avframe -fps_mode passthrough -enc_time_base 1:1000 -f mkvtimestamp_v2 ' +
      '-flush_packets 1 pipe:3',
  );
});

test('a frame that is shown whole is not cut', () => {
  expect(decoderArguments([{ ...FILL, mode: 'exact' }]).join(' ')).not.toContain('crop');
});

test('two formats are served by one decoder, which scales for each', () => {
  const line = decoderArguments([FILL, { width: 360, height: 640, mode: 'fill' }]).join(' ');
  expect(line).toContain('[0:v]split=2[from0][from1];[from0]scale=');
  expect(line).toContain('crop=640:360,format=yuv420p,split=2[image0][time];[from1]scale=');
  expect(line).toContain('crop=360:640,format=yuv420p[image1]');
  expect(line).toContain(
    '-map [image1] -fps_mode passthrough -threads 1 -f rawvideo -flush_packets 1 pipe:4',
  );
  expect(line.match(/-i /g)).toHaveLength(1);
});
