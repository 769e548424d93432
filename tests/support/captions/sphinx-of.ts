import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../kernel/temporary-folder.js';

const run = promisify(execFile);
const SHORTEST_SECONDS = 0.2;

/** What PocketSphinx hears in PCM of 16 bits, one channel. */
export async function sphinxOf(pcm: Buffer, rateHz: number): Promise<string> {
  if (pcm.length < 2 * rateHz * SHORTEST_SECONDS) return '';
  const folder = temporaryFolder();
  try {
    const [given, heard] = [join(folder.path, 'given.raw'), join(folder.path, 'heard.wav')];
    await writeFile(given, pcm);
    const input = ['-f', 's16le', '-ar', String(rateHz), '-ac', '1', '-i', given];
    await run('ffmpeg', ['-v', 'error', ...input, '-ar', '16000', heard]);
    const { stdout } = await run('pocketsphinx_continuous', ['-infile', heard, '-logfn', '/dev/null']);
    return stdout.replace(/\s+/g, ' ').trim();
  } finally {
    folder.remove();
  }
}
