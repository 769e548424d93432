import { expect, jest, test } from '@jest/globals';
import { type Log, loadConfig, silentLog, systemClock } from '#kernel';
import { siteEncoderFault, warnOfEncoder } from './encoder-check.js';

const configOf = (encoder: string) =>
  loadConfig({
    env: { PROSCENIUM_PROGRAMME_ENCODER: encoder },
    readFile: () => undefined,
    cores: 4,
    isTerminal: false,
  });

test('x264 is not tried', async () => {
  const probe = jest.fn<typeof import('#compositor').encoderFault>();
  expect(await siteEncoderFault(configOf('x264'), systemClock, probe)).toBeUndefined();
  expect(probe).not.toHaveBeenCalled();
});

test('an encoder that does not work here is logged with the reason', async () => {
  const warn = jest.fn<Log['warn']>();
  const probe = async () => 'Cannot load libcuda.so.1';
  await warnOfEncoder(configOf('nvenc'), systemClock, { ...silentLog, warn }, probe);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('x264 takes its place'), {
    encoder: 'nvenc',
    fault: 'Cannot load libcuda.so.1',
  });
});
