import { createTransport, type Transporter } from 'nodemailer';
import type { Log } from '#kernel';
import type { Mail, Mailer, MailOutcome } from './mailer.js';

export interface SmtpMailerOptions {
  url: string;
  from: { name: string; address: string };
  log: Log;
}

const CONNECTIONS = 2;
const CONNECT_MS = 10_000;
const SILENT_MS = 30_000;

/** Through one mail server, over few connections that are kept. */
export class SmtpMailer implements Mailer {
  readonly #options: SmtpMailerOptions;
  readonly #transport: Transporter;

  constructor(options: SmtpMailerOptions) {
    this.#options = options;
    this.#transport = createTransport({
      url: options.url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
      // A text is a text: nothing is read from disk or fetched because it looks like an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ to, subject, text, unsubscribeUrl }: Mail): Promise<MailOutcome> {
    const { from, log } = this.#options;
    try {
      await this.#transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${unsubscribeUrl}>` },
      });
      return 'sent';
    } catch (error) {
      const { responseCode = 0 } = error as { responseCode?: number };
      log.warn('control.mail | not sent', { responseCode, error });
      return responseCode >= 500 && responseCode < 600 ? 'refused' : 'failed';
    }
  }

  close(): void {
    this.#transport.close();
  }
}
