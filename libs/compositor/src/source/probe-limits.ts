import { type Clock, type Confinement, type Log, probeConfinement } from '#kernel';

/** Tries what decoders are to be kept in bounds with, and says once what is missing. */
export async function probeLimits(clock: Clock, log: Log): Promise<Confinement> {
  const limits = await probeConfinement(clock);
  if (!limits.hasPrlimit) log.warn('compositor.decoders | no prlimit here: memory and time are not limited');
  if (!limits.hasNamespaces)
    log.info('compositor.decoders | no user namespaces here: decoders keep the network');
  return limits;
}
