import { Child } from './child-process.js';
import type { Clock } from './clock.js';
import type { Confinement } from './confined-command.js';
import { FFMPEG_ENVIRONMENT } from './ffmpeg-environment.js';

/** Whether prlimit and namespaces work on this machine, for this user. */
export async function probeConfinement(clock: Clock): Promise<Confinement> {
  const [hasPrlimit, hasNamespaces] = await Promise.all([
    works(clock, 'prlimit', ['--core=0', '--', 'true']),
    works(clock, 'unshare', ['--user', '--map-current-user', '--net', '--', 'true']),
  ]);
  return { hasPrlimit, hasNamespaces };
}

async function works(clock: Clock, command: string, args: readonly string[]): Promise<boolean> {
  const child = new Child({ name: `probe ${command}`, command, args, clock, env: FFMPEG_ENVIRONMENT });
  const { kind } = await child.exited;
  return kind === 'finished';
}
