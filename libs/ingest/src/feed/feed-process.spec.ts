import { expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { SignalLog } from '../../../../tests/support/kernel/signal-log.js';
import { FeedProcess } from './feed-process.js';

const WITHIN_MS = 4_000;
/** What a shell makes for itself. */
const OF_THE_SHELL = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

test('what reads the bytes of strangers gets no secret of the environment', async () => {
  const ended = new SignalLog<string>();
  const feed = new FeedProcess({
    name: 'feed of a test',
    ffmpeg: (args) => ({ command: '/bin/sh', args }),
    clock: systemClock,
    log: { ...silentLog, warn: (_fact, fields) => ended.push(String(fields?.stderr)) },
    onEnded: () => undefined,
    onGivenUp: () => undefined,
  });
  feed.start(['-c', 'env | cut -d= -f1 >&2']);
  const text = await ended.until('its end', WITHIN_MS, (all) => all[0]);
  await feed.stop();
  const names = text.split('\n').filter((name) => name !== '' && !OF_THE_SHELL.has(name));
  expect(names.sort()).toEqual(['LC_ALL', 'PATH']);
});
