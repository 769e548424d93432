import { describe, expect, test } from '@jest/globals';
import { type Format, formatsOf, ladderOf, programmeSettingsSchema, type VideoEncoder } from '../settings.js';
import { encoderArguments, videoEncoderPlan } from './encoder-arguments.js';
import { videoInput } from './run-input.js';

const DEVICE = '/dev/dri/renderD129';
const COLOURS = '-color_range tv -colorspace smpte170m -color_primaries smpte170m -color_trc bt709';
const KEYS =
  '-g 60 -keyint_min 60 -force_key_frames expr:if(lt(n,2),1,lt(n,33)*gte(t-prev_forced_t+0.0167,0.5)+' +
  'gt(floor((t+0.0167)/2),floor((prev_forced_t+0.0167)/2)))';
const RATE = '-fps_mode passthrough -b:v 1200k -maxrate 1320k -bufsize 1200k';

function planBy(encoder: VideoEncoder) {
  const settings = programmeSettingsSchema.parse({ encoderDevice: DEVICE, preset: 'faster' });
  const format = { ...(formatsOf(settings)[0] as Format), encoder };
  return videoEncoderPlan(format, ladderOf(format));
}

const rungBy = (encoder: VideoEncoder) => planBy(encoder).outputs[1]?.options.join(' ');

describe('the second rung', () => {
  test('by x264, at steady rates and at those of a constant quality', () => {
    expect(rungBy('x264')).toContain(RATE);
    const settings = programmeSettingsSchema.parse({ rates: 'capped' });
    const format = formatsOf(settings)[0] as Format;
    const [, second] = videoEncoderPlan(format, ladderOf(format)).outputs;
    expect(second?.options.join(' ')).toContain(
      '-fps_mode passthrough -crf 23 -maxrate 1200k -bufsize 1200k',
    );
  });

  test('by NVENC', () => {
    expect(rungBy('nvenc')).toBe(
      '-map [out1] -an -c:v h264_nvenc -preset p4 -tune ll -rc vbr -profile:v high -bf 0 -delay 0 -zerolatency 1 ' +
        `-pix_fmt yuv420p ${RATE} -no-scenecut 1 -forced-idr 1 ${KEYS} ${COLOURS}`,
    );
  });

  test('by VAAPI', () => {
    expect(rungBy('vaapi')).toBe(
      `-map [out1] -an -c:v h264_vaapi -profile:v high -bf 0 -async_depth 1 ${RATE} ${KEYS} ${COLOURS}`,
    );
  });

  test('by QSV', () => {
    expect(rungBy('qsv')).toBe(
      '-map [out1] -an -c:v h264_qsv -preset faster -profile:v high -bf 0 -async_depth 1 -pix_fmt nv12 ' +
        `${RATE} -forced_idr 1 ${KEYS} ${COLOURS}`,
    );
  });

  test('by SVT-AV1, which counts its key frames: one at each part', () => {
    expect(rungBy('svt-av1')).toBe(
      '-map [out1] -an -c:v libsvtav1 -preset 11 -svtav1-params pred-struct=1:lookahead=0:scd=0:lp=1 -pix_fmt yuv420p ' +
        `${RATE} -g 15 -keyint_min 15 ${COLOURS}`,
    );
  });
});

test('SVT-AV1 is warm with the frames of two parts, and refuses parts that are no whole frames', () => {
  const of = (frameRate: number) => {
    const settings = programmeSettingsSchema.parse({ width: 64, height: 64, frameRate });
    return { ...(formatsOf(settings)[0] as Format), encoder: 'svt-av1' as const };
  };
  expect(videoInput(of(30)).warmUp()).toHaveLength(1 + 2 * 30);
  expect(() => videoEncoderPlan(of(25), ladderOf(of(25)))).toThrow(/whole frames/);
});

describe('what a device wants beside it', () => {
  test('VAAPI is named before the input, and takes each rung behind its scaling', () => {
    const { filter } = planBy('vaapi');
    expect(filter).toEqual([
      '[0:v]null,split=2[up0][from0]',
      '[up0]format=nv12,hwupload[out0]',
      '[from0]scale=854:480:flags=bilinear,split=2[up1][from1]',
      '[up1]format=nv12,hwupload[out1]',
      '[from1]scale=640:360:flags=bilinear[up2]',
      '[up2]format=nv12,hwupload[out2]',
    ]);
    expect(encoderArguments(planBy('vaapi')).join(' ')).toContain(
      `-vaapi_device ${DEVICE} -threads 1 -filter_complex_threads 1 -f ivf -i pipe:0`,
    );
  });

  test('QSV is opened on the same device', () => {
    expect(encoderArguments(planBy('qsv')).join(' ')).toContain(
      `-init_hw_device qsv=qsv:hw,child_device=${DEVICE} -threads 1`,
    );
  });

  test.each(['x264', 'nvenc', 'svt-av1'] as const)('%s has no device', (encoder) => {
    expect(encoderArguments(planBy(encoder)).join(' ')).not.toContain('/dev/');
  });
});

describe('formats', () => {
  test('of H.264 are made by the encoder of the programme, those of AV1 by SVT-AV1', () => {
    const settings = programmeSettingsSchema.parse({
      encoder: 'vaapi',
      formats: [{ id: 'wide-av1', codec: 'av1' }],
    });
    expect(formatsOf(settings).map(({ encoder }) => encoder)).toEqual(['vaapi', 'svt-av1']);
  });

  test('begin with one that every player has', () => {
    expect(() => programmeSettingsSchema.parse({ codec: 'av1' })).toThrow(/every player/);
  });
});
