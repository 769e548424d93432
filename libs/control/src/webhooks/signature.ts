import { isSame, macOf } from '#access';

/** How old a signed delivery may be before a receiver should refuse it. */
export const TOLERANCE_SECONDS = 300;

const macHex = (secret: string, seconds: number, body: string): string =>
  macOf(secret, `${seconds}.${body}`).toString('hex');

/** `Proscenium-Signature: t=1900000000,v1=…`: HMAC-SHA256 over time and body. */
export const signDelivery = (secret: string, body: string, nowMs: number): string => {
  const seconds = Math.floor(nowMs / 1_000);
  return `t=${seconds},v1=${macHex(secret, seconds, body)}`;
};

/** What a receiver does; kept here so that the signature is proven by its own check. */
export function verifyDelivery(secret: string, body: string, header: string, nowMs: number): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (match?.[1] === undefined || match[2] === undefined) return false;
  const seconds = Number(match[1]);
  if (Math.abs(nowMs / 1_000 - seconds) > TOLERANCE_SECONDS) return false;
  return isSame(macHex(secret, seconds, body), match[2]);
}
