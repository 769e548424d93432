import { request } from 'node:http';

export interface AskFromOptions {
  /** One of this machine's loopback addresses: another client, as far as an address tells. */
  from?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The status of one GET over a connection of its own; the body is read and thrown away. */
export function askFrom(
  url: string,
  { from = '127.0.0.1', headers = {}, signal }: AskFromOptions,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { agent: false, localAddress: from, headers, ...(signal ? { signal } : {}) },
      (response) => {
        response.resume();
        response.once('error', reject);
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once('error', reject);
    outgoing.end();
  });
}
