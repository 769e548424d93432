import type { Certificate } from '#kernel';
import type { AcmeChallenges } from './acme-challenges.js';

export interface AcmeOrder {
  directory: string;
  /** Of the account at the authority, as PEM. */
  accountKey: string;
  email: string | undefined;
  domain: string;
  challenges: AcmeChallenges;
}

const REQUEST_MS = 30_000;
/** Waits between requests for the state of an order, in milliseconds: the six of them are about a minute. */
const POLLING = { backoffAttempts: 6, backoffMin: 1_000, backoffMax: 20_000 };

/**
 * A certificate for one domain by ACME, over a challenge at http://. The library is loaded when one is needed: a
 * server has its certificate nearly always.
 */
export async function orderCertificate(order: AcmeOrder): Promise<Certificate> {
  const { default: acme } = await import('acme-client');
  const { directory, accountKey, email, domain, challenges } = order;
  acme.axios.defaults.timeout = REQUEST_MS;
  const client = new acme.Client({ directoryUrl: directory, accountKey, ...POLLING });
  const key = await acme.crypto.createPrivateEcdsaKey('P-256');
  const [, csr] = await acme.crypto.createCsr({ altNames: [domain] }, key);
  const cert = await client.auto({
    csr,
    ...(email === undefined ? {} : { email }),
    termsOfServiceAgreed: true,
    challengePriority: ['http-01'],
    // Many routers do not lead a machine to itself by its public name: only the authority's own view counts.
    skipChallengeVerification: true,
    challengeCreateFn: async (_authorization, challenge, answer) =>
      void challenges.add(challenge.token, answer),
    challengeRemoveFn: async (_authorization, challenge) => void challenges.remove(challenge.token),
  });
  return { key: key.toString(), cert };
}
