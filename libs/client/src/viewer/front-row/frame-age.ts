const TICKS_A_MS = 90;
const WRAP_MS = 2 ** 32 / TICKS_A_MS;

/** Milliseconds since the programme had this frame. Its time stamp counts from the programme's zero and wraps after 13 hours. */
export function frameAgeMs(rtpTimestamp: number, programmeStartMs: number, serverNowMs: number): number {
  const ageMs = serverNowMs - programmeStartMs - rtpTimestamp / TICKS_A_MS;
  return Math.max(0, ageMs - WRAP_MS * Math.round(ageMs / WRAP_MS));
}
