const TICKS_A_MS = 90;
const WRAP_MS = 2 ** 32 / TICKS_A_MS;

/** Milliseconds since the programme had this frame. Its time stamp counts from the programme's zero and wraps after 13 hours. */
export function frameAgeMs(rtpTimestamp: number, programmeStartMs: number, serverNowMs: number): number {
  const ageMs = serverNowMs - programmeStartMs - rtpTimestamp / TICKS_A_MS;
  return Math.max(0, ageMs - WRAP_MS * Math.round(ageMs / WRAP_MS));
}

/** The frame's moment on the programme's clock. The server's clock tells the hours that the wrapping leaves out. */
export function frameMomentMs(rtpTimestamp: number, programmeStartMs: number, serverNowMs: number): number {
  const momentMs = programmeStartMs + rtpTimestamp / TICKS_A_MS;
  return momentMs + WRAP_MS * Math.round((serverNowMs - momentMs) / WRAP_MS);
}
