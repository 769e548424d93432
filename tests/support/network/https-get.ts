import { get } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface HttpsAnswer {
  status: number;
  text: string;
  /** Of the certificate that the server showed. */
  fingerprint: string;
  issuer: string;
}

export interface HttpsQuestion {
  port: number;
  path: string;
  /** Trusted; without it every certificate is taken, to see which one it is. */
  ca?: string;
  servername?: string;
}

/** One request over a connection of its own to this machine. */
export const httpsGet = ({ port, path, ca, servername = 'localhost' }: HttpsQuestion): Promise<HttpsAnswer> =>
  new Promise((resolve, reject) => {
    const options = {
      ...{ host: '127.0.0.1', port, path, servername, agent: false, headers: { host: servername } },
      ...(ca === undefined ? { rejectUnauthorized: false } : { ca }),
    };
    get(options, (response) => {
      const { fingerprint256, issuer } = (response.socket as TLSSocket).getPeerCertificate();
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text,
          fingerprint: fingerprint256,
          issuer: String(issuer?.CN ?? ''),
        }),
      );
    }).on('error', reject);
  });
