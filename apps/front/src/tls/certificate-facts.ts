import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Certificate } from '#kernel';

export interface CertificateFacts {
  fromMs: number;
  untilMs: number;
  /** As browsers print it: pairs of hexadecimal digits. */
  fingerprint: string;
}

/** Throws what is wrong with it, in words for the operator. */
export function certificateFacts({ cert, key }: Certificate): CertificateFacts {
  const parsed = new X509Certificate(cert);
  if (!parsed.checkPrivateKey(createPrivateKey(key)))
    throw new Error('the key is not that of the certificate');
  return {
    fromMs: Date.parse(parsed.validFrom),
    untilMs: Date.parse(parsed.validTo),
    fingerprint: parsed.fingerprint256,
  };
}
