import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { Sender } from './ffmpeg-sender.js';
import { restreamOutput } from './restream-arguments.js';
import { parseTarget, type TargetAddress } from './target-address.js';

const KEY = 'live_1234-the-key';
/** Keeps its arguments, which every user of the machine may read, and what it reads from a preset. */
const FAKE_FFMPEG = `#!/bin/sh
case "$*" in *-formats*|*-encoders*) exec ffmpeg "$@";; esac
echo "$@" >> "$0.arguments"
for each; do
  [ "$before" = -fpre ] && cat "$each" > "$0.preset"
  before="$each"
done
exit 1
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sender-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['rtmp://a.example.org/live', 'rtmp_playpath'],
  ['srt://a.example.org:9000?passphrase=a-long-passphrase', 'srt_streamid'],
])('%s: no key among the arguments of FFmpeg, and no file of it afterwards', async (url, option) => {
  const ffmpegPath = join(folder, 'ffmpeg');
  writeFileSync(ffmpegPath, FAKE_FFMPEG, { mode: 0o755 });
  const to = { address: '203.0.113.9', port: 1_935 };
  const output = restreamOutput(parseTarget(url) as TargetAddress, KEY, to);
  const sender = new Sender({ ffmpegPath, clock: systemClock, output, onLive: () => undefined });
  expect(await sender.ended).toBe('broken');
  const given = readFileSync(`${ffmpegPath}.arguments`, 'utf8');
  const preset = /-fpre (\S+)/.exec(given)?.[1] ?? '';
  expect(given).not.toContain(KEY);
  expect(given).not.toContain('a-long-passphrase');
  expect(readFileSync(`${ffmpegPath}.preset`, 'utf8')).toContain(`${option}=${KEY}\n`);
  expect(() => readFileSync(preset)).toThrow('ENOENT');
});
