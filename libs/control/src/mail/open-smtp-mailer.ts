import type { Log } from '#kernel';
import type { Mailer } from './mailer.js';

export interface MailSettings {
  smtpUrl?: string | undefined;
  from?: string | undefined;
}

/** Undefined where no mail server is set: the SMTP client is loaded only where there is one. */
export async function openSmtpMailer(
  { smtpUrl, from }: MailSettings,
  site: { name: string; publicUrl: string },
  log: Log,
): Promise<Mailer | undefined> {
  if (smtpUrl === undefined) return undefined;
  const { SmtpMailer } = await import('./smtp-mailer.js');
  const address = from ?? `no-reply@${new URL(site.publicUrl).hostname}`;
  return new SmtpMailer({ url: smtpUrl, from: { name: site.name, address }, log });
}
