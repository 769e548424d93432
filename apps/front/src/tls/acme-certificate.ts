import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Certificate, type Clock, type Log, writePrivateFile } from '#kernel';
import { type CertificateFacts, certificateFacts } from './certificate-facts.js';
import { RenewingCertificate } from './renewing-certificate.js';

export interface AcmeCertificateOptions {
  /** Of this domain alone. */
  folder: string;
  domain: string;
  /** Used until there is one: pages are there, and browsers warn. */
  stopgap: Certificate;
  order: (accountKey: string) => Promise<Certificate>;
  clock: Clock;
  log: Log;
}

const CHECKED_EVERY_MS = 60_000;
/** Authorities count failures: five an hour for one name. */
const FIRST_WAIT_MS = 120_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
/** Of the whole time for which it is good: a third is left when it is renewed. */
const RENEWED_WITH_LEFT = 1 / 3;

/** A certificate of an authority: the one that is kept while it is good long enough, else a new one. */
export async function acmeCertificate(options: AcmeCertificateOptions): Promise<RenewingCertificate> {
  const { folder, domain, stopgap, clock, log } = options;
  const kept = await readKept(folder);
  const orders = new Orders(options, kept);
  const source = new RenewingCertificate({
    first: kept ?? stopgap,
    read: (current) => orders.next(current),
    everyMs: CHECKED_EVERY_MS,
    clock,
    log,
  });
  if (kept === undefined) log.info('front.tls | no certificate yet: one is ordered', { domain });
  // The port that the authority asks at is opened after this.
  clock.after(0, () => void source.renew());
  return source;
}

/** One order at a time, with growing waits after failures. */
class Orders {
  readonly #options: AcmeCertificateOptions;
  #kept: Certificate | undefined;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #waitMs = FIRST_WAIT_MS;

  constructor(options: AcmeCertificateOptions, kept: Certificate | undefined) {
    this.#options = options;
    this.#kept = kept;
  }

  async next(current: CertificateFacts): Promise<Certificate> {
    const { clock, stopgap } = this.#options;
    const nowMs = clock.monotonicMs();
    if (this.#kept !== undefined && !isDue(current, clock.wallMs())) return this.#kept;
    if (nowMs < this.#notBeforeMs) return this.#kept ?? stopgap;
    try {
      this.#kept = await this.#order();
      this.#waitMs = FIRST_WAIT_MS;
      return this.#kept;
    } catch (error) {
      this.#notBeforeMs = clock.monotonicMs() + this.#waitMs;
      this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
      throw error;
    }
  }

  async #order(): Promise<Certificate> {
    const { folder, domain, order } = this.#options;
    const made = await order(await accountKey(folder));
    if (certificateFacts(made).untilMs <= this.#options.clock.wallMs())
      throw new Error(`the authority gave a certificate for ${domain} that has ended`);
    await writePrivateFile(join(folder, 'certificate.pem'), made.key + made.cert);
    return made;
  }
}

const isDue = ({ fromMs, untilMs }: CertificateFacts, nowMs: number): boolean =>
  untilMs - nowMs < (untilMs - fromMs) * RENEWED_WITH_LEFT;

async function readKept(folder: string): Promise<Certificate | undefined> {
  const text = await readFile(join(folder, 'certificate.pem'), 'utf8').catch(() => '');
  const [key] =
    /-----BEGIN (?:EC )?PRIVATE KEY-----[^-]+-----END (?:EC )?PRIVATE KEY-----\n?/.exec(text) ?? [];
  const cert = key === undefined ? '' : text.slice(text.indexOf(key) + key.length);
  if (key === undefined || !cert.includes('-----BEGIN CERTIFICATE-----')) return undefined;
  try {
    certificateFacts({ key, cert });
    return { key, cert };
  } catch {
    return undefined;
  }
}

/** The account is made with the first order and stays: authorities limit how many one address makes. */
async function accountKey(folder: string): Promise<string> {
  const path = join(folder, 'account.pem');
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const made = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await writePrivateFile(path, made);
  return made;
}
