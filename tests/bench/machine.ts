import { cpus, release, totalmem } from 'node:os';
import { Child, systemClock } from '#kernel';

export interface MachineFacts {
  processor: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  versions: Record<string, string>;
  date: string;
}

async function firstLineOf(command: string, ...args: string[]): Promise<string> {
  const child = new Child({ name: command, command, args, clock: systemClock });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await child.exited;
  return (text || child.stderrTail).split('\n')[0]?.trim() ?? '';
}

const versionIn = (line: string): string => /\d+(\.\d+)+/.exec(line)?.[0] ?? 'not installed';

/** What the figures hang on beside the code: told in every report. */
export async function machineFacts(chromium: string): Promise<MachineFacts> {
  const [ffmpeg, browser, commit] = await Promise.all([
    firstLineOf('ffmpeg', '-version'),
    firstLineOf(chromium, '--version'),
    firstLineOf('git', 'rev-parse', '--short', 'HEAD'),
  ]);
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    versions: {
      node: process.versions.node,
      ffmpeg: versionIn(ffmpeg),
      chromium: versionIn(browser),
      commit,
    },
    date: new Date(systemClock.wallMs()).toISOString().slice(0, 10),
  };
}
