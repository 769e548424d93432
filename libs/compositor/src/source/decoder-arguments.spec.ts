import { expect, test } from '@jest/globals';
import { decoderArguments, sameShape } from './decoder-arguments.js';

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

test('a crop is cut off before the frame is scaled, and makes another shape', () => {
  const crop = { left: 0.1, top: 0.2, right: 0.3, bottom: 0 };
  const line = decoderArguments([{ ...FILL, crop }]).join(' ');
  expect(line).toContain("[0:v]crop=w=iw*0.6000:h=ih*0.8000:x=iw*0.1000:y=ih*0.2000,scale=w='if(");
  expect(sameShape({ ...FILL, crop }, FILL)).toBe(false);
  expect(sameShape({ ...FILL, crop }, { ...FILL, crop: { ...crop } })).toBe(true);
  expect(sameShape({ ...FILL, crop: { left: 0, top: 0, right: 0, bottom: 0 } }, FILL)).toBe(true);
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
