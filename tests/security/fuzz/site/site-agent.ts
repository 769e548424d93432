import { Agent, request } from 'node:http';
import { systemClock } from '#kernel';
import type { Random } from '../../../support/kernel/seeded-random.js';

export interface SiteQuestion {
  method: string;
  path: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

export interface SiteAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  tookMs: number;
}

const ANSWERED_WITHIN_MS = 60_000;
/** Of visitors: the limits of one network do not end the fuzzing, and counts of networks do not grow for ever. */
const NETWORKS = 64;

/** Asks the site as visitors of many networks, whom a trusted proxy names. Nothing is tidied up on the way. */
export class SiteAgent {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  ask({ method, path, body, headers = {} }: SiteQuestion, visitor: string): Promise<SiteAnswer> {
    const { hostname, port } = this.#url;
    const beganMs = systemClock.monotonicMs();
    return new Promise((resolve, reject) => {
      const call = request(
        {
          ...{ hostname, port, method, path, agent: this.#agent, timeout: ANSWERED_WITHIN_MS },
          headers: {
            'x-forwarded-for': visitor,
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('latin1');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: text,
              tookMs: systemClock.monotonicMs() - beganMs,
            }),
          );
        },
      );
      call.once('timeout', () => call.destroy(new Error('no answer in time')));
      call.once('error', reject);
      call.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export const someVisitor = (random: Random): string => `198.51.100.${Math.floor(random() * NETWORKS)}`;
