import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { SignalLog } from '../kernel/signal-log.js';

export interface ReceivedMail {
  from: string;
  to: string;
  /** Headers and body as they came, with what is encoded decoded. */
  text: string;
}

const READY = '220 test ESMTP';
const OK = '250 ok';
/** A show is announced by a server that may have other things to do. */
const RECEIVED_WITHIN_MS = 90_000;

/** A mail server that keeps what it gets, and refuses the addresses in `refused`. */
export class SmtpServer {
  readonly #mails = new SignalLog<ReceivedMail>();
  readonly refused = new Set<string>();
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async listen(): Promise<SmtpServer> {
    const server = new SmtpServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get mails(): readonly ReceivedMail[] {
    return this.#mails.all;
  }

  /** Resolves when there are so many. */
  received(count: number): Promise<readonly ReceivedMail[]> {
    return this.#mails.until(
      `${count} e-mails`,
      RECEIVED_WITHIN_MS,
      (all) => all.length >= count && [...all],
    );
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    const answer = (text: string) => void socket.write(`${text}\r\n`);
    let buffered = '';
    let mail = { from: '', to: '' };
    let isData = false;
    answer(READY);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      buffered += chunk;
      for (;;) {
        const end = buffered.indexOf(isData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + (isData ? 5 : 2));
        if (isData) {
          isData = false;
          this.#mails.push({ ...mail, text: decoded(line) });
          answer(OK);
        } else if (/^MAIL FROM:/i.test(line)) {
          mail = { from: addressIn(line), to: '' };
          answer(OK);
        } else if (/^RCPT TO:/i.test(line)) {
          mail.to = addressIn(line);
          answer(this.refused.has(mail.to) ? '550 5.1.1 no such mailbox' : OK);
        } else if (/^DATA$/i.test(line)) {
          isData = true;
          answer('354 go on');
        } else if (/^QUIT$/i.test(line)) socket.end('221 bye\r\n');
        else answer(OK);
      }
    });
  }
}

const addressIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';

/** Of the two encodings that a text may come in. */
function decoded(message: string): string {
  const [folded = '', ...rest] = message.split('\r\n\r\n');
  const head = folded.replaceAll(/\r\n[ \t]+/g, ' ');
  const body = rest.join('\r\n\r\n');
  if (/^content-transfer-encoding: base64/im.test(head))
    return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return `${head}\n\n${body}`;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}
