import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { programmeSettingsSchema } from '../settings.js';
import type { EncoderProcessOptions } from './encoder-process.js';
import { encoderFault } from './probe-encoder.js';

const RUNG = { shortSidePx: 64, bitrate: 100_000 };
const settings = programmeSettingsSchema.parse({ width: 64, height: 64, rungs: [RUNG] });

/** What a process is given, and how it ends. */
function probed(onEnd: (options: EncoderProcessOptions) => void, reason: string, clock = new ManualClock()) {
  const pieces: number[] = [];
  let names = '';
  const fault = encoderFault({
    ...{ settings, encoder: 'nvenc', clock },
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

test('one whose output is no MP4 does not work, and harms nobody', async () => {
  const { fault } = probed(({ onBytes }) => {
    for (const text of ['modules loaded\n', 'and more of them\n']) onBytes('video-64', Buffer.from(text));
  }, 'killed SIGKILL:');
  expect(await fault).toContain('cannot be read');
});

test('one that hangs says so', async () => {
  const clock = new ManualClock();
  const { fault } = probed(() => clock.advance(8_001), 'failed SIGTERM:', clock);
  expect(await fault).toBe('no video within 8 s');
});
