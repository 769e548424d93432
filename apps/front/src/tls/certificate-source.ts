import type { Certificate } from '#kernel';

/** Where the certificate of the pages comes from, now and when it is renewed. */
export interface CertificateSource {
  readonly current: Certificate;
  /** Called with each certificate that follows. Returns the function that ends it. */
  watch(renewed: (certificate: Certificate) => void): () => void;
  close(): void;
}
