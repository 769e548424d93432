import { request as plainRequest } from 'node:http';
import { type RequestOptions, request as tlsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '#kernel';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';

const ANSWERS_WITHIN_MS = 8_000;
const SOON_MS = 14 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** The Date header is cut to a second. */
const MOST_APART_MS = 3_000;
const ON_THIS_MACHINE = /^(localhost|127\.|\[::1\])/;

interface Answer {
  status: number;
  date: string | undefined;
  certificateEndsMs: number | undefined;
}

function ask(url: URL, isVouchedFor: boolean): Promise<Answer> {
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const options: RequestOptions = {
    timeout: ANSWERS_WITHIN_MS,
    agent: false,
    rejectUnauthorized: isVouchedFor,
  };
  return new Promise((resolve, reject) => {
    const request = send(url, options, (response) => {
      const { valid_to } = (response.socket as TLSSocket).getPeerCertificate?.() ?? {};
      response.resume();
      resolve({
        status: response.statusCode ?? 0,
        date: response.headers.date,
        certificateEndsMs: valid_to === undefined ? undefined : Date.parse(valid_to),
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end();
  });
}

function certificateFinding(endsMs: number, nowMs: number): Finding {
  const days = Math.floor((endsMs - nowMs) / DAY_MS);
  if (endsMs - nowMs > SOON_MS) return good(`certificate good for ${days} days`);
  return warning(`certificate ends in ${days} days`, 'Renew it.');
}

function clockFinding(date: string, nowMs: number): Finding[] {
  const apartMs = nowMs - Date.parse(date);
  if (Math.abs(apartMs) <= MOST_APART_MS) return [];
  return [
    warning(`the clock here is ${Math.round(apartMs / 1_000)} s from the proxy's`, 'Let NTP keep both.'),
  ];
}

const needsTls = (url: URL) => url.protocol === 'http:' && !ON_THIS_MACHINE.test(url.host);

/** Do people find the pages at the public address, and does their browser give them a camera there? */
export function pagesCheck({ config, isServerRunning }: CheckContext, clock: Clock): Check {
  const url = new URL('/healthz', config.publicUrl);
  const isVouchedFor = config.https !== 'self-made';
  return {
    name: 'pages',
    run: async () => {
      const secure = needsTls(url)
        ? [
            warning(
              `${url.origin} is not secure: no browser gives it a camera`,
              'Set PROSCENIUM_HTTPS, or put a proxy with TLS in front: docs/operations.md.',
            ),
          ]
        : [];
      if (!isServerRunning) return [...secure, good(`${url.origin} was not asked: the server does not run`)];
      try {
        const { status, date, certificateEndsMs } = await ask(url, isVouchedFor);
        const now = clock.wallMs();
        return [
          ...secure,
          status === 200
            ? good(`${url.origin} answers`)
            : bad(`${url.origin} answers ${status}`, 'See that the proxy passes everything on to PORT.'),
          ...(isVouchedFor
            ? []
            : [
                warning(
                  'browsers warn of a self-made certificate',
                  'For the internet, use PROSCENIUM_HTTPS=auto.',
                ),
              ]),
          ...(certificateEndsMs === undefined ? [] : [certificateFinding(certificateEndsMs, now)]),
          ...(date === undefined ? [] : clockFinding(date, now)),
        ];
      } catch (error) {
        return [
          ...secure,
          bad(
            `${url.origin} does not answer: ${(error as Error).message}`,
            'See DNS, firewall, proxy and certificate.',
          ),
        ];
      }
    },
  };
}
