import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { ProsceniumConfig } from '#kernel';

const ANSWERS_WITHIN_MS = 5_000;
const ASKED = ['/readyz', '/metrics'] as const;

type Where = Pick<ProsceniumConfig, 'host' | 'port' | 'https'>;

/** What the running server says of itself, by its own port and not by the proxy's. */
export async function askRunning(where: Where): Promise<Record<string, string>> {
  const answers = ASKED.map(async (path) => [path, await ask(where, path).catch(String)] as const);
  return Object.fromEntries(await Promise.all(answers));
}

function ask({ host, port, https }: Where, path: string): Promise<string> {
  const send = https === 'off' ? plainRequest : tlsRequest;
  const options = {
    host: host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host,
    ...{ port, path, agent: false, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) },
    // At this machine it has another name than in its certificate.
    rejectUnauthorized: false,
  };
  return new Promise((resolve, reject) => {
    const request = send(options, (response) => text(response).then(resolve, reject));
    request.on('error', reject);
    request.end();
  });
}
