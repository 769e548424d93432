import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type AddressRules, checkWebhookUrl, guardedLookup, type ResolveName } from './address-guard.js';

export interface Sent {
  /** Null when no answer came. */
  status: number | null;
  error: string | null;
}

export type SendWebhook = (
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string>,
) => Promise<Sent>;

const DEADLINE_MS = 10_000;

/** One POST: no redirects, no answer read, a deadline for all of it. Never throws. */
export const sendWebhook =
  (rules: AddressRules, resolve?: ResolveName): SendWebhook =>
  async (text, body, headers) => {
    try {
      const url = checkWebhookUrl(text, rules);
      return { status: await post(url, body, headers, guardedLookup(rules, resolve)), error: null };
    } catch (error) {
      return { status: null, error: (error as Error).message.slice(0, 300) };
    }
  };

function post(
  url: URL,
  body: string | Uint8Array,
  headers: Record<string, string>,
  lookup: LookupFunction,
): Promise<number> {
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = start(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup,
      agent: false,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on('error', reject);
    request.end(body);
  });
}
