import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is read goes where the reader says. */
export interface SocketReader {
  /** Memory for what comes next. The call comes ahead of the bytes; `filled` tells how many came. */
  room(): Uint8Array;
  filled(count: number): void;
  /** What came before the reader was known. The bytes are only good during the call. */
  push(bytes: Uint8Array): void;
}

/**
 * A connected pair of sockets. The child writes to one end; ours is read into memory that is used again and again. A
 * child's own pipe is read into fresh memory each time: tens of megabytes a second of it, and the collector that follows
 * costs as much as all the painting.
 */
export interface SocketPair {
  /** For the child; destroy ours once the child has it. */
  readonly childEnd: Socket;
  /** Hands on what comes. */
  read(reader: SocketReader): void;
  close(): void;
}

const FIRST_BYTES = 4_096;
/** Two for each decoder, and four guests may come at once: one that found none would read from a pipe to its end. */
const BATCH = 16;
const LOW = 12;

function connected(path: string): Promise<Omit<SocketPair, 'childEnd'>> {
  const first = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let reader: SocketReader | undefined;
  let isFirst = true;
  const socket = connect({
    path,
    onread: {
      buffer: () => {
        isFirst = reader === undefined;
        return reader?.room() ?? first;
      },
      callback: (count) => {
        if (isFirst) reader?.push(first.subarray(0, count));
        else reader?.filled(count);
        return true;
      },
    },
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      // A child that is killed resets its end; its exit tells the story.
      socket.off('error', reject).on('error', () => undefined);
      const read = (chosen: SocketReader) => {
        reader = chosen;
      };
      resolve({ read, close: () => socket.destroy() });
    });
  });
}

async function connectBatch(path: string): Promise<SocketPair[]> {
  const server = createServer({ pauseOnConnect: true });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  const ends: SocketPair[] = [];
  try {
    for (let made = 0; made < BATCH; made += 1) {
      const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
      const end = await connected(path);
      ends.push({ ...end, childEnd: await accepted });
    }
    return ends;
  } finally {
    server.close();
  }
}

/** Keeps a few pairs ready, since making one takes a moment and starting a decoder must not wait. */
export class SocketPairs {
  readonly #ready: SocketPair[] = [];
  #isFilling = false;
  #isClosed = false;

  /** Nothing when none is ready: the child's own pipe does as well, at a price. */
  take(): SocketPair | undefined {
    const end = this.#ready.shift();
    if (this.#ready.length < LOW) this.fill().catch(() => undefined);
    return end;
  }

  async fill(): Promise<void> {
    if (this.#isFilling || this.#isClosed) return;
    this.#isFilling = true;
    const folder = await mkdtemp(join(tmpdir(), 'proscenium-'));
    try {
      this.#ready.push(...(await connectBatch(join(folder, 'end'))));
    } finally {
      this.#isFilling = false;
      await rm(folder, { recursive: true, force: true });
      if (this.#isClosed) this.close();
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const end of this.#ready.splice(0)) {
      end.childEnd.destroy();
      end.close();
    }
  }
}
