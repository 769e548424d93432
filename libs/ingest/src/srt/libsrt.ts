import koffi, { type LibraryHandle, type TypeObject } from 'koffi';

/** As FFmpeg brings it along: with encryption by GnuTLS or OpenSSL. */
const NAMES = [
  'libsrt-gnutls.so.1.5',
  'libsrt-openssl.so.1.5',
  'libsrt.so.1.5',
  'libsrt-gnutls.so.1.4',
  'libsrt.so.1',
  'libsrt.1.5.dylib',
];

const OPTION = {
  messageApi: 48,
  latency: 23,
  passphrase: 26,
  streamId: 46,
  rcvSyn: 2,
};
const LIVE_LATENCY_MS = 120;
const RECEIVE_BYTES = 1_500;
const EPOLL_IN = 1;
const EPOLL_ERR = 8;
const LONGEST_STREAM_ID = 512;
/** Codes from 1000 on are the application's own: 401 as in HTTP. */
export const REJECT_UNKNOWN = 1_401;

export interface SrtCaller {
  socket: number;
  streamId: string;
}

/** How a caller is answered: with the passphrase of its key, or refused. */
export type JudgeCaller = (streamId: string) => { passphrase: string } | undefined;

type Native = (...values: unknown[]) => number;

/** The functions of libsrt that a listener needs. Nothing where the machine has no libsrt. */
export class Libsrt {
  readonly #native: Record<string, Native & { async: (...values: unknown[]) => void }>;
  readonly #callbackType: TypeObject;

  static find(): Libsrt | undefined {
    for (const name of NAMES) {
      try {
        return new Libsrt(koffi.load(name));
      } catch {
        // Another distribution has another name.
      }
    }
    return undefined;
  }

  private constructor(library: LibraryHandle) {
    const declare = (signature: string) => library.func(signature) as never;
    this.#callbackType = koffi.proto(
      'int SrtListenCallback(void *opaque, int socket, int hsversion, const void *peer, const char *streamid)',
    );
    this.#native = {
      startup: declare('int srt_startup()'),
      cleanup: declare('int srt_cleanup()'),
      create: declare('int srt_create_socket()'),
      bind: declare('int srt_bind(int socket, const void *name, int length)'),
      listen: declare('int srt_listen(int socket, int backlog)'),
      close: declare('int srt_close(int socket)'),
      setFlag: declare('int srt_setsockflag(int socket, int option, const void *value, int length)'),
      getFlag: declare('int srt_getsockflag(int socket, int option, void *value, int *length)'),
      accept: declare('int srt_accept(int socket, void *peer, int *length)'),
      receive: declare('int srt_recvmsg(int socket, void *buffer, int length)'),
      reject: declare('int srt_setrejectreason(int socket, int reason)'),
      listenCallback: declare(
        'int srt_listen_callback(int socket, SrtListenCallback *callback, void *opaque)',
      ),
      epollCreate: declare('int srt_epoll_create()'),
      epollAdd: declare('int srt_epoll_add_usock(int epoll, int socket, const int *events)'),
      epollRemove: declare('int srt_epoll_remove_usock(int epoll, int socket)'),
      epollRelease: declare('int srt_epoll_release(int epoll)'),
      epollWait: declare('int srt_epoll_uwait(int epoll, void *events, int size, int64_t timeoutMs)'),
      state: declare('int srt_getsockstate(int socket)'),
    };
    this.#call('startup');
  }

  /** Every caller is judged while it is shaking hands. Throws where the port is taken. */
  listen(host: string, port: number, judge: JudgeCaller): number {
    const socket = this.#call('create');
    this.#setInt(socket, OPTION.rcvSyn, 0);
    this.#setInt(socket, OPTION.latency, LIVE_LATENCY_MS);
    if (this.#call('bind', socket, addressOf(host, port), 16) < 0) throw new Error('EADDRINUSE');
    const callback = koffi.register(
      (_opaque: unknown, caller: number, _version: number, _peer: unknown, streamId: string | null) =>
        this.#judge(judge, caller, streamId ?? ''),
      koffi.pointer(this.#callbackType),
    );
    this.#call('listenCallback', socket, callback, null);
    if (this.#call('listen', socket, 64) < 0) throw new Error('EADDRINUSE');
    return socket;
  }

  /** Nothing while nobody waits. */
  accept(listener: number): SrtCaller | undefined {
    const socket = this.#call('accept', listener, null, null);
    if (socket < 0) return undefined;
    const text = Buffer.alloc(LONGEST_STREAM_ID + 1);
    this.#call('getFlag', socket, OPTION.streamId, text, [text.length]);
    return { socket, streamId: text.toString('utf8', 0, text.indexOf(0)) };
  }

  /** `wait`: nothing is there yet; `gone`: the caller is not connected any more. */
  receive(socket: number): Buffer | 'wait' | 'gone' {
    const buffer = Buffer.allocUnsafe(RECEIVE_BYTES);
    const size = this.#call('receive', socket, buffer, buffer.length);
    if (size > 0) return buffer.subarray(0, size);
    // 5 is SRTS_CONNECTED; what is later is broken, closing, closed or unknown.
    return this.#call('state', socket) === 5 ? 'wait' : 'gone';
  }

  close(socket: number): void {
    this.#call('close', socket);
  }

  epoll(): SrtEpoll {
    return new SrtEpoll(this.#native);
  }

  cleanup(): void {
    this.#call('cleanup');
  }

  #judge(judge: JudgeCaller, caller: number, streamId: string): number {
    const judged = judge(streamId.slice(0, LONGEST_STREAM_ID));
    if (judged === undefined) {
      this.#call('reject', caller, REJECT_UNKNOWN);
      return -1;
    }
    const passphrase = Buffer.from(judged.passphrase, 'utf8');
    this.#call('setFlag', caller, OPTION.passphrase, passphrase, passphrase.length);
    return 0;
  }

  #setInt(socket: number, option: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    this.#call('setFlag', socket, option, bytes, 4);
  }

  #call(name: string, ...values: unknown[]): number {
    return (this.#native[name] as Native)(...values);
  }
}

const WAIT_MS = 100;
const MOST_EVENTS = 64;

/** Waits for sockets in a thread of its own. */
export class SrtEpoll {
  readonly #native: Record<string, Native & { async: (...values: unknown[]) => void }>;
  readonly #id: number;
  readonly #events = Buffer.alloc(MOST_EVENTS * 8);

  constructor(native: Record<string, Native & { async: (...values: unknown[]) => void }>) {
    this.#native = native;
    this.#id = (native.epollCreate as Native)();
  }

  add(socket: number): void {
    (this.#native.epollAdd as Native)(this.#id, socket, [EPOLL_IN | EPOLL_ERR]);
  }

  remove(socket: number): void {
    (this.#native.epollRemove as Native)(this.#id, socket);
  }

  /** Sockets for which something is there; none after a while. */
  wait(): Promise<number[]> {
    return new Promise((resolve) => {
      this.#native.epollWait?.async(
        this.#id,
        this.#events,
        MOST_EVENTS,
        WAIT_MS,
        (_error: unknown, count: number) => {
          const ready = Array.from({ length: Math.max(0, Math.min(count, MOST_EVENTS)) }, (_, index) =>
            this.#events.readInt32LE(index * 8),
          );
          resolve(ready);
        },
      );
    });
  }

  close(): void {
    (this.#native.epollRelease as Native)(this.#id);
  }
}

/** struct sockaddr_in of Linux. */
function addressOf(host: string, port: number): Buffer {
  const address = Buffer.alloc(16);
  address.writeUInt16LE(2, 0);
  address.writeUInt16BE(port, 2);
  const parts = host === 'localhost' ? [127, 0, 0, 1] : host.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255)))
    throw new Error('SRT listens on an IPv4 address');
  for (const [index, part] of parts.entries()) address[4 + index] = part;
  return address;
}
