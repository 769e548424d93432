import { z } from 'zod';
import { setting } from './setting.js';

/** Each setting has an instance of its own: what a setting says is kept by instance. */
const aPath = () => z.string().min(1).optional();

export const HTTPS_MODES = ['off', 'auto', 'files', 'self-made'] as const;

/** How the port of pages speaks HTTPS without a proxy (`https`). */
export const tlsSettings = z.object({
  certFile: setting(aPath(), {
    says: 'The certificate of the pages, with its chain, as PEM. Read again each minute: a renewed one needs no restart.',
    expects: 'the path of a file',
    defaultText: 'none',
  }),
  keyFile: setting(aPath(), {
    says: 'The private key of that certificate, as PEM.',
    expects: 'the path of a file',
    defaultText: 'none',
  }),
  httpPort: setting(z.int().min(0).max(65_535).default(80), {
    says: 'TCP port that leads from http:// to the pages, and at which a certificate authority asks.',
    expects: 'a port from 1 to 65535, or 0 to switch it off',
  }),
  acmeDirectory: setting(
    z.url({ protocol: /^https$/ }).default('https://acme-v02.api.letsencrypt.org/directory'),
    {
      says: 'The certificate authority of `auto`: any that speaks ACME.',
      expects: 'an address that begins with https://',
    },
  ),
  acmeEmail: setting(z.email().optional(), {
    says: 'Where the certificate authority may write to.',
    expects: 'an e-mail address',
    defaultText: 'none',
  }),
});
