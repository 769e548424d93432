import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { programmeSettingsSchema } from '../settings.js';
import type { EncoderProcessOptions } from './encoder-process.js';
import { encoderFault } from './probe-encoder.js';

const RUNG = { shortSidePx: 64, bitrate: 100_000 };
const settings = programmeSettingsSchema.parse({ width: 64, height: 64, rungs: [RUNG] });

/** What a process is given, and how it ends. */
function probed(onEnd: (options: EncoderProcessOptions) => void, reason: string) {
  const pieces: number[] = [];
  let names = '';
  const fault = encoderFault({
    ...{ settings, encoder: 'nvenc', clock: new ManualClock() },
    startProcess: (options) => {
      names = options.plan.outputs[0]?.options.join(' ') ?? '';
      return {
        ...{ pid: undefined, pendingBytes: 0, exited: Promise.resolve(reason), kill: () => undefined },
        write: (given) => void pieces.push(...given.map(({ length }) => length)),
        stop: async () => onEnd(options),
      };
    },
  });
  return { fault, pieces, names };
}

test('an encoder is given ten frames by the arguments of the programme, and works when each rung has a fragment', async () => {
  const encoder = new FakeEncoder({ kind: 'video' });
  const { fault, pieces, names } = probed(({ onBytes }) => {
    onBytes('video-64', encoder.init);
    onBytes('video-64', encoder.fragment());
  }, 'finished 0:');
  expect(await fault).toBeUndefined();
  expect(names).toContain('-c:v h264_nvenc');
  const bytes = (64 * 64 * 3) / 2;
  expect(pieces.filter((length) => length === bytes)).toHaveLength(10);
});

test('one that gives nothing says why by its last words', async () => {
  const { fault } = probed(() => undefined, 'failed 1: Some warning\nCannot load libcuda.so.1');
  expect(await fault).toBe('Cannot load libcuda.so.1');
});
