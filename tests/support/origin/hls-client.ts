import { request } from 'node:http';
import { systemClock } from '#kernel';

export interface HlsResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  tookMs: number;
}

export interface HlsRequestOptions {
  method?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A plain HTTP client: no cache, no redirect, no decompression behind one's back. */
export function hlsFetch(url: string, options: HlsRequestOptions = {}): Promise<HlsResponse> {
  const beganMs = systemClock.monotonicMs();
  const { method = 'GET', headers = {}, signal } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, ...(signal ? { signal } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(chunks),
          tookMs: systemClock.monotonicMs() - beganMs,
        }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
