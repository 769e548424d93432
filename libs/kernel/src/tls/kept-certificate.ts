import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { RandomBytes } from '../ids.js';
import { writePrivateFile } from '../write-private-file.js';
import { type Certificate, selfMadeCertificate } from './self-made-certificate.js';

export interface KeptCertificateOptions {
  /** Of this certificate alone. */
  folder: string;
  hosts: readonly string[];
  clock: Clock;
  random: RandomBytes;
}

const DAY_MS = 86_400_000;
/** Who configured an encoder to trust it should not have to do so again soon. */
const VALID_DAYS = 3_650;
const RENEWED_DAYS_BEFORE = 30;
/** A machine whose clock goes a little ahead of ours takes it as well. */
const VALID_BEFORE_DAYS = 1;

const FILE = 'self-made.pem';

/** The certificate that was made before, while it is good for these hosts; else a new one. Key and certificate are one file. */
export async function keptCertificate(options: KeptCertificateOptions): Promise<Certificate> {
  const { folder, hosts, clock, random } = options;
  const path = join(folder, FILE);
  const kept = read(await readFile(path, 'utf8').catch(() => ''));
  if (kept !== undefined && isGood(kept, hosts, clock.wallMs())) return kept;
  const nowMs = clock.wallMs();
  const made = selfMadeCertificate({
    hosts,
    fromMs: nowMs - VALID_BEFORE_DAYS * DAY_MS,
    untilMs: nowMs + VALID_DAYS * DAY_MS,
    serial: random(16),
  });
  await writePrivateFile(path, made.key + made.cert);
  return made;
}

function read(text: string): Certificate | undefined {
  const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  const [cert] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
  return key === undefined || cert === undefined ? undefined : { key, cert };
}

function isGood({ cert }: Certificate, hosts: readonly string[], nowMs: number): boolean {
  try {
    const parsed = new X509Certificate(cert);
    const isForAll = hosts.every((host) => parsed.checkHost(host) ?? parsed.checkIP(host));
    return isForAll && Date.parse(parsed.validTo) - nowMs > RENEWED_DAYS_BEFORE * DAY_MS;
  } catch {
    return false;
  }
}
