import { expect, test } from '@jest/globals';
import { decoderArguments } from './decoder-arguments.js';

test('a decoder scales, cuts and brings every range to one', () => {
  expect(decoderArguments({ width: 640, height: 360, mode: 'fill' }).join(' ')).toBe(
    '-hide_banner -nostats -loglevel error -probesize 32 -analyzeduration 0 -threads 1 -filter_complex_threads 1 ' +
      "-f ivf -i pipe:0 -filter_complex [0:v]scale=w='if(between(iw,640,640*1.06)*between(ih,360,360*1.06),iw,640)':" +
      "h='if(between(iw,640,640*1.06)*between(ih,360,360*1.06),ih,360)':" +
      'flags=bilinear:out_range=tv:out_color_matrix=bt601:force_original_aspect_ratio=increase:force_divisible_by=2,crop=640:360,format=yuv420p,' +
      'split=2[picture][time] -map [picture] -fps_mode passthrough -threads 1 -f rawvideo -flush_packets 1 pipe:1 ' +
      '-map [time] -c:v wrapped_avframe -fps_mode passthrough -enc_time_base 1:1000 -f mkvtimestamp_v2 ' +
      '-flush_packets 1 pipe:3',
  );
});

test('a picture that is shown whole is not cut', () => {
  expect(decoderArguments({ width: 640, height: 360, mode: 'exact' }).join(' ')).not.toContain('crop');
});
