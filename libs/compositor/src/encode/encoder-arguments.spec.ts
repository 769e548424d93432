import { describe, expect, test } from '@jest/globals';
import {
  audioRendition,
  type Format,
  formatsOf,
  ladderOf,
  programmeSettingsSchema,
  videoRenditions,
} from '../settings.js';
import { audioEncoderPlan, encoderArguments, videoEncoderPlan } from './encoder-arguments.js';

const settings = programmeSettingsSchema.parse({});
const format = formatsOf(settings)[0] as Format;

describe('the video encoder', () => {
  const plan = videoEncoderPlan(format, ladderOf(format));

  test('reads frames with their time stamps from standard input, unprobed', () => {
    expect(plan.input.join(' ')).toBe(
      '-hide_banner -nostats -loglevel warning -probesize 32 -analyzeduration 0 -threads 1 ' +
        '-filter_complex_threads 1 -f ivf',
    );
  });

  test('scales every rung from the one above', () => {
    expect(plan.filter).toEqual([
      '[0:v]null,split=2[out0][from0]',
      '[from0]scale=854:480:flags=bilinear,split=2[out1][from1]',
      '[from1]scale=640:360:flags=bilinear[out2]',
    ]);
  });

  test('writes aligned key frames and fragments of a part', () => {
    expect(plan.outputs[1]?.renditionId).toBe('video-480');
    expect(plan.outputs[1]?.options.join(' ')).toBe(
      '-map [out1] -an -c:v libx264 -preset veryfast -tune zerolatency -x264-params subme=1 -profile:v high -threads 1 ' +
        '-pix_fmt yuv420p -fps_mode passthrough -b:v 1200k -maxrate 1320k -bufsize 1200k -sc_threshold 0 -g 60 -keyint_min 60 ' +
        '-force_key_frames expr:if(lt(n,2),1,lt(n,33)*gte(t-prev_forced_t+0.0167,0.5)+' +
        'gt(floor((t+0.0167)/2),floor((prev_forced_t+0.0167)/2))) -color_range tv -colorspace smpte170m ' +
        '-color_primaries smpte170m -color_trc bt709',
    );
    expect(encoderArguments(plan).join(' ')).toContain(
      '-color_trc bt709 -f mp4 -movflags +cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer+frag_keyframe ' +
        '-frag_duration 500000 -flush_packets 1 pipe:3',
    );
  });
});

test('each output has a pipe of its own', () => {
  const line = encoderArguments(videoEncoderPlan(format, ladderOf(format))).join(' ');
  expect(line.match(/ pipe:\d/g)).toEqual([' pipe:0', ' pipe:1', ' pipe:3', ' pipe:4']);
});

test('the audio encoder leaves the cutting to the packager', () => {
  const plan = audioEncoderPlan(settings, audioRendition(settings));
  expect(plan.outputs[0]?.options.join(' ')).toBe(
    '-map 0:a -vn -c:a aac -aac_coder fast -b:a 128000 -f adts -flush_packets 1',
  );
});

describe('for receivers in real time', () => {
  const movflags = '+cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer+frag_keyframe';

  test('the highest rung is encoded once and written twice, with a key frame at each part', () => {
    const line = encoderArguments(videoEncoderPlan(format, ladderOf(format), { isRealtime: true })).join(' ');
    expect(line).toContain(
      `-flags +global_header -f tee [f=mp4:movflags=${movflags}:frag_duration=500000:flush_packets=1]pipe\\:1|` +
        '[f=flv:flvflags=no_duration_filesize:flush_packets=1]pipe\\:5 -map [out1]',
    );
    expect(line.match(/libx264/g)).toHaveLength(3);
    expect(line.match(/\(t\+0.0167\)\/0.5\)/g)).toHaveLength(1);
  });

  test.each([
    [200, 0.4],
    [500, 0.5],
    [2_000, 2],
  ])('parts of %i ms give a key frame every %f s', (fragmentMs, seconds) => {
    const [first] = videoEncoderPlan({ ...format, fragmentMs }, ladderOf(format), {
      isRealtime: true,
    }).outputs;
    expect(first?.options.join(' ')).toContain(`(t+0.0167)/${seconds})`);
  });

  test('the audio is encoded a second time, as Opus', () => {
    const plan = audioEncoderPlan({ ...settings, realtime: true }, audioRendition(settings));
    const line = encoderArguments(plan).join(' ');
    expect(line).toMatch(/ pipe:1 -map 0:a -vn -c:a libopus .* pipe:3$/);
  });
});

describe('formats', () => {
  const parse = (formats: object[]) => programmeSettingsSchema.parse({ formats });

  test('are the main one and those beside it, whose renditions bear their names', () => {
    const two = parse([
      { id: 'portrait', width: 720, height: 1_280, rungs: [{ shortSidePx: 720, bitrate: 2_000_000 }] },
    ]);
    expect(formatsOf(two).map(({ id }) => id)).toEqual(['main', 'portrait']);
    expect(videoRenditions(two).map(({ id }) => id)).toEqual([
      'video-720',
      'video-480',
      'video-360',
      'portrait-720',
    ]);
  });

  test('say what is wrong with them', () => {
    expect(() => parse([{ id: 'video' }])).toThrow(/taken/);
    expect(() => parse([{ id: 'a' }, { id: 'a' }])).toThrow(/same id/);
    expect(() => parse([{ id: 'a', frameRate: 25 }])).toThrow(/multiple/);
  });
});

describe('the ladder', () => {
  const sizes = (input: Parameters<typeof programmeSettingsSchema.parse>[0]) =>
    videoRenditions(programmeSettingsSchema.parse(input)).map(
      ({ id, width, height }) => `${id} ${width}x${height}`,
    );

  test('goes down from the canvas', () => {
    expect(sizes({})).toEqual(['video-720 1280x720', 'video-480 854x480', 'video-360 640x360']);
  });

  test('stands upright for an upright canvas', () => {
    expect(sizes({ width: 720, height: 1_280 })).toEqual([
      'video-720 720x1280',
      'video-480 480x854',
      'video-360 360x640',
    ]);
  });

  test('never enlarges', () => {
    expect(sizes({ width: 640, height: 360 })).toEqual(['video-360 640x360']);
    expect(sizes({ width: 320, height: 180 })).toEqual(['video-180 320x180']);
  });

  test('says what is wrong with its settings', () => {
    expect(() => programmeSettingsSchema.parse({ width: 1_281 })).toThrow(/even/);
    expect(() => programmeSettingsSchema.parse({ preset: 'placebo' })).toThrow();
    expect(() => programmeSettingsSchema.parse({ bitrate: 1 })).toThrow();
  });
});
