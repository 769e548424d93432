import { connect, type Socket } from 'node:net';

export interface Answered {
  status: number;
  atWallMs: number;
}

interface Player {
  socket: Socket;
  answered: (answer: Answered) => void;
}

/** An origin holds a thousand requests of one address at most: crowds are not behind one. */
const PLAYERS_OF_AN_ADDRESS = 500;

const wallMs = () => performance.timeOrigin + performance.now();

/** Many kept connections that all ask for the same thing at once, at little cost to the machine they share. */
export class WaitingPlayers {
  readonly #players: Player[] = [];
  readonly #host: string;

  private constructor(host: string) {
    this.#host = host;
  }

  static async connect(url: string, count: number): Promise<WaitingPlayers> {
    const { hostname, port, host } = new URL(url);
    const players = new WaitingPlayers(host);
    // In bursts that the server's backlog can take.
    for (let opened = 0; opened < count; opened += 200)
      await Promise.all(
        Array.from({ length: Math.min(200, count - opened) }, () => players.#add(hostname, Number(port))),
      );
    return players;
  }

  #add(hostname: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      // All of 127.0.0.0/8 is this machine.
      const localAddress = `127.0.0.${2 + Math.floor(this.#players.length / PLAYERS_OF_AN_ADDRESS)}`;
      const socket = connect({ port, host: hostname, localAddress }, resolve);
      const player: Player = { socket, answered: () => undefined };
      let head = '';
      let dueBytes = 0;
      socket.once('error', reject);
      socket.on('data', (chunk) => {
        let { length } = chunk;
        if (dueBytes === 0) {
          head += chunk.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          dueBytes = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
          length = head.length;
        }
        dueBytes -= length;
        if (dueBytes > 0) return;
        const status = Number(head.slice(9, 12));
        head = '';
        player.answered({ status, atWallMs: wallMs() });
      });
      this.#players.push(player);
    });
  }

  /** Everybody asks for this path; all answers. */
  ask(path: string, headers = ''): Promise<Answered[]> {
    const request = `GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${headers}\r\n`;
    return Promise.all(
      this.#players.map(
        (player) =>
          new Promise<Answered>((resolve) => {
            player.answered = resolve;
            player.socket.write(request);
          }),
      ),
    );
  }

  close(): void {
    for (const { socket } of this.#players) socket.destroy();
  }
}
