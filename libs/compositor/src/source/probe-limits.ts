import { Child, type Clock, FFMPEG_ENVIRONMENT, type Log } from '#kernel';
import type { DecoderLimits } from './decoder-command.js';

/** Tries what decoders are to be kept in bounds with, and says once what is missing. */
export async function probeLimits(clock: Clock, log: Log): Promise<DecoderLimits> {
  const [hasPrlimit, hasNamespaces] = await Promise.all([
    works(clock, 'prlimit', ['--core=0', '--', 'true']),
    works(clock, 'unshare', ['--user', '--map-current-user', '--net', '--', 'true']),
  ]);
  if (!hasPrlimit) log.warn('compositor.decoders | no prlimit here: memory and time are not limited');
  if (!hasNamespaces) log.info('compositor.decoders | no user namespaces here: decoders keep the network');
  return { hasPrlimit, hasNamespaces };
}

async function works(clock: Clock, command: string, args: readonly string[]): Promise<boolean> {
  const child = new Child({ name: `probe ${command}`, command, args, clock, env: FFMPEG_ENVIRONMENT });
  const { kind } = await child.exited;
  return kind === 'finished';
}
