export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Where the receiver ends it. */
  unsubscribeUrl: string;
}

/** `refused`: for good, such as by an address that is none. `failed`: nobody knows, or the server is away. */
export type MailOutcome = 'sent' | 'refused' | 'failed';

/** Sends one e-mail. Never throws. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}
