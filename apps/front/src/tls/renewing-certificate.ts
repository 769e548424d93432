import { type Certificate, type Clock, type Log, TypedEvents } from '#kernel';
import { type CertificateFacts, certificateFacts } from './certificate-facts.js';
import type { CertificateSource } from './certificate-source.js';

export interface RenewingCertificateOptions {
  /** In use until another one is read. */
  first: Certificate;
  /** Returns the newest certificate, which may be the current one; throws the reason when there is none. */
  read: (current: CertificateFacts) => Promise<Certificate>;
  everyMs: number;
  clock: Clock;
  log: Log;
}

const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;

/** A certificate that is read again at intervals; the old one stays until a valid one follows. */
export class RenewingCertificate implements CertificateSource {
  readonly #options: RenewingCertificateOptions;
  readonly #events = new TypedEvents<{ renewed: Certificate }>();
  readonly #stop: () => void;
  #current: Certificate;
  #facts: CertificateFacts;
  #reading: Promise<void> | undefined;
  #isClosed = false;
  #saidMs = Number.NEGATIVE_INFINITY;
  #lastProblem = '';

  constructor(options: RenewingCertificateOptions) {
    this.#options = options;
    this.#current = options.first;
    this.#facts = certificateFacts(options.first);
    this.#stop = options.clock.every(options.everyMs, () => void this.renew());
    this.#sayEnd();
  }

  get current(): Certificate {
    return this.#current;
  }

  watch(renewed: (certificate: Certificate) => void): () => void {
    return this.#events.on('renewed', renewed);
  }

  /** Asks now, once at a time. Never throws: what cannot be had is said, and the pages go on with the old one. */
  renew(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    if (this.#isClosed) return;
    try {
      const read = await this.#options.read(this.#facts);
      if (!this.#isClosed && read.cert !== this.#current.cert) this.#take(read);
      this.#lastProblem = '';
    } catch (error) {
      this.#sayProblem(error);
    }
    if (!this.#isClosed) this.#sayEnd();
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    this.#events.clear();
  }

  #take(certificate: Certificate): void {
    this.#facts = certificateFacts(certificate);
    this.#current = certificate;
    this.#saidMs = Number.NEGATIVE_INFINITY;
    this.#events.emit('renewed', certificate);
    this.#options.log.info('front.tls | a new certificate is in use', { until: dateOf(this.#facts.untilMs) });
  }

  /** The same problem is said once. */
  #sayProblem(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem === this.#lastProblem) return;
    this.#lastProblem = problem;
    this.#options.log.error('front.tls | no new certificate, the one before stays', { error });
  }

  /** Once a day. */
  #sayEnd(): void {
    const { clock, log } = this.#options;
    const nowMs = clock.wallMs();
    const leftMs = this.#facts.untilMs - nowMs;
    if (leftMs > SOON_MS || nowMs - this.#saidMs < DAY_MS) return;
    this.#saidMs = nowMs;
    const until = dateOf(this.#facts.untilMs);
    if (leftMs > 0) log.warn('front.tls | the certificate ends soon', { until });
    else log.error('front.tls | the certificate has ended: browsers refuse the pages', { until });
  }
}

const dateOf = (ms: number): string => new Date(ms).toISOString();
