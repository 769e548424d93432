import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignalLog } from '../kernel/signal-log.js';

export interface ReceivedEvent {
  event: string;
  signature: string;
  body: string;
}

/** Another party's server that webhooks are sent to. */
export class WebhookReceiver {
  readonly received = new SignalLog<ReceivedEvent>();
  /** What the next ones are answered with; 200 when it is empty. */
  answers: number[] = [];
  readonly #server: Server;

  static async listen(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({
          event: String(request.headers['proscenium-event']),
          signature: String(request.headers['proscenium-signature']),
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(this.answers.shift() ?? 200).end();
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
