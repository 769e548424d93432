import type { Lifetime, Log, ProsceniumConfig } from '#kernel';
import { systemClock } from '#kernel';
import { AcmeChallenges } from './acme-challenges.js';
import { pagesCertificate } from './pages-certificate.js';
import { PlainPort } from './plain-port.js';
import { type PublicServer, publicServer } from './public-server.js';

/** The server of the public port, not listening yet; with HTTPS also its certificate and the plain port beside it. */
export async function openPublicServer(
  lifetime: Lifetime,
  config: ProsceniumConfig,
  log: Log,
): Promise<PublicServer> {
  const { host, publicUrl, https, tls } = config;
  const challenges = new AcmeChallenges();
  const certificate = await pagesCertificate({ config, challenges, clock: systemClock, log });
  if (certificate === undefined) return publicServer(undefined, log);
  lifetime.adopt(() => certificate.close());
  if (tls.httpPort !== 0) {
    const warnsOf = https === 'self-made' ? certificate : undefined;
    const plain = await PlainPort.open({ host, port: tls.httpPort, publicUrl, challenges, warnsOf, log });
    if (plain !== undefined) lifetime.adopt(() => plain.close());
  }
  return publicServer(certificate, log);
}
