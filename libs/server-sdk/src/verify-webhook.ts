import { createHmac, timingSafeEqual } from 'node:crypto';

/** An older delivery may be one that was recorded and is sent again. */
const TOLERANCE_SECONDS = 300;
const HEADER = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

export interface SignedDelivery {
  /** The body as it came, before any JSON parser. */
  body: string;
  /** The header `Proscenium-Signature`. */
  signature: string | null | undefined;
  /** Of the webhook, as the server showed it once. */
  secret: string;
  /** The time of your server: `Date.now()`. */
  nowMs: number;
}

/** Whether a delivery comes from your server and is not older than five minutes. */
export function verifyWebhook({ body, signature, secret, nowMs }: SignedDelivery): boolean {
  const [, seconds, mac] = HEADER.exec(signature ?? '') ?? [];
  if (seconds === undefined || mac === undefined) return false;
  if (Math.abs(nowMs / 1_000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'));
}
