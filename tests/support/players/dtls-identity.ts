import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DtlsIdentity {
  certificatePath: string;
  keyPath: string;
  /** SHA-256, as SDP writes it. */
  fingerprint: string;
}

/** A certificate of its own, as a browser makes one for itself. */
export function makeDtlsIdentity(folder: string): DtlsIdentity {
  const [certificatePath, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyPath];
  execFileSync('openssl', ['req', '-x509', ...key, '-subj', '/CN=receiver', '-out', certificatePath], {
    stdio: 'pipe',
  });
  const { fingerprint256 } = new X509Certificate(readFileSync(certificatePath));
  return { certificatePath, keyPath, fingerprint: fingerprint256 };
}
