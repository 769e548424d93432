export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Of the page on which the receiver stops these e-mails. */
  unsubscribeUrl: string;
}

/** `refused`: the address takes no e-mail. `failed`: the mail server is away, or did not say what became of it. */
export type MailOutcome = 'sent' | 'refused' | 'failed';

/** Sends one e-mail. Never throws. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}
