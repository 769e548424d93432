import { waitFor } from '../../support/kernel/wait-for.js';
import type { WebRtcReceiver } from '../../support/players/webrtc-receiver.js';

/** About two seconds of a video and an audio: what their start took is over by then. */
const PACKETS = 250;
const FLOWING_WITHIN_MS = 30_000;

/** Resolves when packets have flowed to each of the receivers for a while. */
export async function untilFlowing(receivers: readonly WebRtcReceiver[]): Promise<void> {
  await waitFor(`${PACKETS} packets at each receiver`, FLOWING_WITHIN_MS, () =>
    receivers.every(({ counter }) => counter.received >= PACKETS),
  );
}
