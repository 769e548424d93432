import { describe, expect, test } from '@jest/globals';
import { programmeSettingsSchema } from '#compositor';
import { type ConfigSurroundings, loadConfig } from '#kernel';
import { programmeSettingsOf } from './programme-settings.js';

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
