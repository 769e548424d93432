import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { oggPackets } from '../compositor/clips.js';
import type { SentUnit } from '../compositor/synthetic-track.js';

const run = promisify(execFile);

/** Debian's packages; their tests are left out where they are missing. */
export const hasSpeechTools = (): boolean =>
  ['/usr/bin/espeak-ng', '/usr/bin/pocketsphinx_continuous', '/usr/share/pocketsphinx/model/en-us'].every(
    existsSync,
  );

export const SPEECH_TOOLS_MISSING =
  'Speech tools are not installed: apt-get install espeak-ng pocketsphinx pocketsphinx-en-us. Their tests are left out.';

/** A synthetic voice, as a microphone sends it; silence after it makes it as long as wished. */
export async function spokenUnits(text: string, seconds: number): Promise<SentUnit[]> {
  const length = ['-af', 'apad', '-t', String(seconds), '-ar', '48000', '-ac', '1'];
  const codec = ['-c:a', 'libopus', '-b:a', '48k', '-frame_duration', '20', '-f', 'ogg'];
  const packets = oggPackets(await spoken(text, [...length, ...codec])).slice(0, seconds * 50);
  return packets.map((data) => ({ payloads: [data], isKey: true }));
}

/** The same as an engine hears it: 16 kHz. */
export async function spokenSamples(text: string): Promise<Int16Array> {
  const { buffer, byteOffset, length } = await spoken(text, ['-ar', '16000', '-ac', '1', '-f', 's16le']);
  return new Int16Array(buffer.slice(byteOffset, byteOffset + length));
}

async function spoken(text: string, output: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'spoken-'));
  try {
    const wav = join(folder, 'voice.wav');
    await run('espeak-ng', ['-v', 'en-us', '-s', '120', '-w', wav, text]);
    const options = { encoding: 'buffer' } as const;
    return (await run('ffmpeg', ['-v', 'error', '-i', wav, ...output, 'pipe:1'], options)).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
