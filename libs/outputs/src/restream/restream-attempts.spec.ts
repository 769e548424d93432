import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { Restream } from './restream.js';

const ATTEMPTS = 5;
const WITHIN_MS = 20_000;
/** Connects as FFmpeg does, and ends when the target closes. */
const FAKE_FFMPEG = `#!/bin/bash
case "$*" in *-formats*|*-encoders*) exec ffmpeg "$@";; esac
[[ "$*" =~ rtmp://127.0.0.1:([0-9]+)/ ]] && exec 3<>"/dev/tcp/127.0.0.1/\${BASH_REMATCH[1]}" && cat <&3
exit 1
`;

const folder = temporaryFolder();
let target: Server;
let restream: Restream | undefined;

beforeEach(async () => {
  target = createServer((socket) => socket.on('error', () => undefined).end());
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
});
afterEach(async () => {
  await restream?.close();
  target.close();
  folder.remove();
});

test(
  'a target that closes each connection at once is tried as often as one that was lost',
  async () => {
    const ffmpegPath = join(folder.path, 'ffmpeg');
    writeFileSync(ffmpegPath, FAKE_FFMPEG, { mode: 0o755 });
    const pausesMs: number[] = [];
    const reasons: (string | null)[] = [];
    const sleep = async (ms: number, signal?: AbortSignal) => {
      if (pausesMs.push(ms) >= ATTEMPTS) await systemClock.sleep(WITHIN_MS, signal);
    };
    restream = new Restream({
      ...{ showId: 'show_1', ffmpegPath, log: silentLog, random: () => Uint8Array.of(255) },
      target: {
        id: 'out_1',
        url: `rtmp://127.0.0.1:${(target.address() as AddressInfo).port}/live`,
        key: 'a',
      },
      source: { isReady: true, add: () => () => undefined },
      rules: { allowPrivate: true, ownAddresses: () => [], ownPorts: [] },
      onStatus: ({ state, reason }) => state === 'retrying' && reasons.push(reason),
      // The start of a program takes a busy machine seconds; a connection that held so long was not closed at once.
      clock: { ...systemClock, monotonicMs: () => 0, sleep },
    });
    await waitFor('all attempts', WITHIN_MS, () => pausesMs.length === ATTEMPTS);
    expect(reasons).toEqual(['broken', 'broken', 'rejected', 'rejected', 'rejected']);
    expect(pausesMs).toEqual([250, 500, 1_000, 1_400, 1_400]);
  },
  2 * WITHIN_MS,
);
