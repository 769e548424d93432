import type { Clock } from '#kernel';
import type { SignalingOptions } from '#signaling';
import type { Traces } from '#telemetry';

/** A message of a page, from its arrival to its answer. */
export const traceMessages =
  (traces: Traces, clock: Clock): NonNullable<SignalingOptions['onAnswered']> =>
  (name, tookMs, code) => {
    const endMs = clock.wallMs();
    traces.recordAnswer({
      name: `socket ${name}`,
      ...{ startMs: endMs - tookMs, endMs },
      attributes: { 'rpc.system': 'socket.io', 'rpc.method': name, 'proscenium.code': code },
      ...(code === 'internal' || code === 'timed-out' ? { error: code } : {}),
    });
  };
