import { LIMITS } from '#protocol';

/** Also what is nested so deeply that it cannot be written down again. */
export function isTooLarge(payload: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(payload) ?? '') > LIMITS.messageBytes;
  } catch {
    return true;
  }
}
