import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  type Certificate,
  type Clock,
  keptCertificate,
  type Log,
  type ProsceniumConfig,
  systemRandom,
} from '#kernel';
import { acmeCertificate } from './acme-certificate.js';
import type { AcmeChallenges } from './acme-challenges.js';
import { orderCertificate } from './acme-order.js';
import { certificateFacts } from './certificate-facts.js';
import type { CertificateSource } from './certificate-source.js';
import { RenewingCertificate } from './renewing-certificate.js';

export interface PagesCertificateOptions {
  config: Pick<ProsceniumConfig, 'https' | 'tls' | 'publicUrl' | 'dataDir'>;
  challenges: AcmeChallenges;
  clock: Clock;
  log: Log;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The certificate of the port of pages as the configuration wants it; undefined where that port is plain HTTP. */
export async function pagesCertificate(
  options: PagesCertificateOptions,
): Promise<CertificateSource | undefined> {
  const { config, challenges, clock, log } = options;
  const { https, tls, dataDir, publicUrl } = config;
  if (https === 'off') return undefined;
  const { hostname: domain } = new URL(publicUrl);
  const selfMade = () =>
    keptCertificate({
      folder: join(dataDir, 'tls', 'pages'),
      hosts: hostsOf(domain),
      clock,
      random: systemRandom,
    });
  const stopgap = await selfMade();
  if (https === 'self-made')
    return new RenewingCertificate({ first: stopgap, read: selfMade, everyMs: HOUR_MS, clock, log });
  if (https === 'files') return filesCertificate(options, stopgap);
  const { acmeDirectory: directory, acmeEmail: email } = tls;
  return acmeCertificate({
    folder: join(dataDir, 'tls', 'acme', new URL(directory).hostname, domain),
    domain,
    stopgap,
    order: (accountKey) => orderCertificate({ directory, accountKey, email, domain, challenges }),
    clock,
    log,
  });
}

/** Files that cannot be used end no show: until they are mended the pages have a certificate of our own. */
async function filesCertificate(
  { config: { tls }, clock, log }: PagesCertificateOptions,
  stopgap: Certificate,
): Promise<CertificateSource> {
  const read = async (): Promise<Certificate> => {
    const [cert, key] = await Promise.all(
      [tls.certFile ?? '', tls.keyFile ?? ''].map((path) => readFile(path, 'utf8')),
    );
    const given = { cert: cert ?? '', key: key ?? '' };
    certificateFacts(given);
    return given;
  };
  const first = await read().catch((error: unknown) => {
    log.error('front.tls | the given certificate cannot be used, browsers will warn until it is mended', {
      error,
    });
    return stopgap;
  });
  return new RenewingCertificate({ first, read, everyMs: MINUTE_MS, clock, log });
}

/** All names and addresses by which a local network may know this machine. */
function hostsOf(domain: string): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const own = hostname();
  const names = own.includes('.') ? [own] : [own, `${own}.local`];
  return [...new Set([domain.replace(/^\[|\]$/g, ''), 'localhost', '127.0.0.1', ...names, ...addresses])];
}
