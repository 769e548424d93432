import { z } from 'zod';
import { setting } from './setting.js';

const isServer = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  const isBare = /^\/?$/.test(pathname) && search === '' && hash === '';
  return /^smtps?:$/.test(protocol) && hostname !== '' && isBare;
};

/** How this site sends e-mail. */
export const mailSettings = z.object({
  smtpUrl: setting(z.string().max(2_000).refine(isServer).optional(), {
    env: 'SMTP_URL',
    says: 'The mail server through which followers hear that a show has begun.',
    expects: 'smtp://USER:PASSWORD@HOST:587, or smtps:// where TLS comes first',
    defaultText: 'none: nobody can follow by e-mail',
    isSecret: true,
  }),
  from: setting(z.email().max(254).optional(), {
    says: 'The address that e-mail of this site comes from.',
    expects: 'an e-mail address',
    defaultText: 'no-reply@ and the host of publicUrl',
  }),
});
