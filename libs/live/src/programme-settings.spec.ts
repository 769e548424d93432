import { describe, expect, test } from '@jest/globals';
import { programmeSettingsSchema, renditionsOf } from '#compositor';
import { type ConfigSurroundings, loadConfig } from '#kernel';
import { type ShowFormat, showFormatsSchema } from '#protocol';
import { programmeSettingsOf, withFormats } from './programme-settings.js';

const surroundings: ConfigSurroundings = {
  env: {},
  readFile: () => undefined,
  cores: 4,
  isTerminal: false,
};
const load = (env: Record<string, string>) => loadConfig({ ...surroundings, env });

describe('a setting of the programme is refused by the configuration, or taken by the compositor', () => {
  test.each([
    ['PROSCENIUM_PROGRAMME_AUDIO_BITRATE_BPS', '32000'],
    ['PROSCENIUM_PROGRAMME_RUNGS', '720p:10k'],
    ['PROSCENIUM_PROGRAMME_RUNGS', '720p:20001k'],
    ['PROSCENIUM_PROGRAMME_RUNGS', '361p:600k'],
    ['PROSCENIUM_PROGRAMME_RUNGS', '720p:1k,600p:1k,480p:1k,360p:1k,240p:1k,180p:1k'],
    ['PROSCENIUM_PROGRAMME_RUNGS', '720p:900k,600p:800k,480p:700k,360p:600k,240p:500k,180p:400k'],
    ['PROSCENIUM_PROGRAMME_WIDTH', '1281'],
  ])('%s=%s is refused', (name, value) => {
    expect(() => load({ [name]: value })).toThrow();
  });

  test.each([
    [{ PROSCENIUM_PROGRAMME_AUDIO_BITRATE_BPS: '48000' }],
    [{ PROSCENIUM_PROGRAMME_AUDIO_BITRATE_BPS: '320000' }],
    [{ PROSCENIUM_PROGRAMME_RUNGS: '720p:20000k,600p:800k,480p:700k,360p:600k,240p:100k' }],
    [{ PROSCENIUM_PROGRAMME_WIDTH: '1920', PROSCENIUM_PROGRAMME_HEIGHT: '1920' }],
    [
      {
        PROSCENIUM_PROGRAMME_WIDTH: '180',
        PROSCENIUM_PROGRAMME_HEIGHT: '180',
        PROSCENIUM_PROGRAMME_RUNGS: '100p:100k',
      },
    ],
    [{ PROSCENIUM_PROGRAMME_FRAME_RATE: '24' }],
    [{ PROSCENIUM_PROGRAMME_FRAME_RATE: '60' }],
  ])('%j is taken', (env) => {
    expect(programmeSettingsSchema.safeParse(programmeSettingsOf(load(env))).success).toBe(true);
  });
});

describe('formats of a show', () => {
  const site = programmeSettingsOf(load({}));
  const made = (formats: unknown) =>
    programmeSettingsSchema.parse(withFormats(site, showFormatsSchema.parse(formats) as ShowFormat[]));

  test('a source may be passed on in a show of one format', () => {
    expect(made([{ shape: '16:9', passthrough: true }]).passthrough).toBe(true);
    expect(made([{ shape: '16:9' }]).passthrough).toBe(false);
    expect(() => made([{ shape: '16:9', passthrough: true }, { shape: '1:1' }])).toThrow('one format');
  });

  test('none are those of the site', () => {
    expect(withFormats(site, null)).toBe(site);
  });

  test('the first is the main one; the others have names of their own, and the usual qualities', () => {
    const settings = made([
      { shape: '9:16', shortSidePx: 1_080 },
      { shape: '16:9' },
      { shape: '1:1', shortSidePx: 360 },
    ]);
    const sizes = renditionsOf(settings).map(({ id, width, height }) => `${id} ${width}x${height}`);
    expect(sizes).toEqual([
      'video-1080 1080x1920',
      'video-720 720x1280',
      'video-480 480x854',
      'video-360 360x640',
      'wide-720 1280x720',
      'wide-480 854x480',
      'wide-360 640x360',
      'square-360 360x360',
      'audio undefinedxundefined',
    ]);
    expect(
      renditionsOf(settings)
        .map(({ format }) => format ?? 'main')
        .slice(3, 6),
    ).toEqual(['main', 'wide', 'wide']);
  });

  test('of AV1 stand beside those of H.264, with two thirds of their bits and a name of their own', () => {
    const settings = made([{ shape: '16:9' }, { shape: '16:9', codec: 'av1', shortSidePx: 720 }]);
    const bits = renditionsOf(settings).map(({ id, targetBitrate }) => `${id} ${targetBitrate}`);
    expect(bits.slice(0, 6)).toEqual([
      'video-720 2800000',
      'video-480 1200000',
      'video-360 700000',
      'wide-av1-720 1866667',
      'wide-av1-480 800000',
      'wide-av1-360 466667',
    ]);
  });

  test('every combination that the API takes is taken by the compositor', () => {
    for (const shortSidePx of [180, 240, 360, 480, 540, 720, 1_080])
      for (const frameRate of [15, 24, 25, 30, 50, 60])
        for (const shape of ['16:9', '9:16', '1:1'])
          expect(() => made([{ shape, shortSidePx, frameRate }])).not.toThrow();
  });

  test.each([
    [[]],
    [[{ shape: '16:9' }, { shape: '16:9' }]],
    [
      [
        { shape: '16:9', frameRate: 30 },
        { shape: '9:16', frameRate: 25 },
      ],
    ],
    [[{ shape: '16:9', shortSidePx: 2_160 }]],
    [[{ shape: '4:3' }]],
    [[{ shape: '16:9', rungs: [] }]],
    [[{ shape: '16:9', codec: 'av1' }]],
  ])('%j is refused', (formats) => {
    expect(showFormatsSchema.safeParse(formats).success).toBe(false);
  });
});
