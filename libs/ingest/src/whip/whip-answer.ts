import type { ShowError } from '#kernel';

export interface WhipAnswer {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

/** Senders are pages of any site; no cookie counts here. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, if-match',
  'access-control-expose-headers':
    'location, etag, link, accept-post, accept-patch, retry-after, www-authenticate',
  'access-control-max-age': '600',
  'cache-control': 'no-store',
};

export const withCors = (answer: WhipAnswer): WhipAnswer => ({
  ...answer,
  headers: { ...CORS, ...answer.headers },
});

/** A problem in JSON (RFC 9457): the code for programs, the sentence for people. */
export function problemAnswer(error: ShowError): WhipAnswer {
  const { code, message, status, retry, details } = error;
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="whip"';
  if (typeof details.allow === 'string') headers.allow = details.allow;
  if (typeof details.retryAfterSeconds === 'number')
    headers['retry-after'] = String(details.retryAfterSeconds);
  const body = JSON.stringify({ type: 'about:blank', title: message, status, code, retry, detail: message });
  return { status, headers, body };
}
