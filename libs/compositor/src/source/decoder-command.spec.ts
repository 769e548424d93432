import { expect, test } from '@jest/globals';
import { decoderCommand } from './decoder-command.js';

const line = (hasPrlimit: boolean, hasNamespaces: boolean): string => {
  const { command, args } = decoderCommand('ffmpeg', ['-i', 'pipe:0'], { hasPrlimit, hasNamespaces });
  return [command, ...args].join(' ');
};

test('a decoder has bounds, no network, and comes behind the encoders', () => {
  expect(line(true, true)).toBe(
    'unshare --user --map-current-user --net -- prlimit --as=1500000000 --cpu=21600 --core=0 --fsize=0 --nofile=32 ' +
      '--nproc=16 -- nice -n 2 ffmpeg -i pipe:0',
  );
});

test('what the machine does not offer is left out', () => {
  expect(line(true, false)).toBe(
    'prlimit --as=1500000000 --cpu=21600 --core=0 --fsize=0 --nofile=32 -- nice -n 2 ffmpeg -i pipe:0',
  );
  expect(line(false, false)).toBe('nice -n 2 ffmpeg -i pipe:0');
});
