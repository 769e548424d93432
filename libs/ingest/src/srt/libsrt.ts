import { createRequire } from 'node:module';
import { isIPv4 } from 'node:net';
import { getSystemErrorName } from 'node:util';
import type { LibraryHandle, TypeObject } from 'koffi';

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
const ADDRESS_BYTES = 28;
const AF_INET = 2;
const CONNECTED = 5;
/** A handshake that is refused is no error of this process, and a flood of them fills no log. */
const LOG_CRITICAL = 2;
const BACKLOG = 64;

export interface SrtCaller {
  socket: number;
  streamId: string;
  /** Of its network. */
  address: string;
}

/** How a caller is answered: with the passphrase that it must know, or refused. Codes from 1000 on are ours: 401 as in HTTP. */
export type JudgeCaller = (streamId: string) => { passphrase: string } | { refusal: number };

/** Only the process that takes encoders calls native code. */
type Koffi = typeof import('koffi');
const loadKoffi = () => createRequire(import.meta.url)('koffi') as Koffi;

type Call = (...values: unknown[]) => number;
type Native = Call & { async: (...values: unknown[]) => void };

/** The functions of libsrt that a listener needs. Nothing where the machine has no libsrt. */
export class Libsrt {
  readonly #koffi: Koffi;
  readonly #native: Record<string, Native>;
  readonly #callbackType: TypeObject;
  #callback: bigint | undefined;
  readonly #closing = new Set<Promise<void>>();

  static find(): Libsrt | undefined {
    const koffi = loadKoffi();
    for (const name of NAMES) {
      try {
        return new Libsrt(koffi, koffi.load(name));
      } catch {
        // Another distribution has another name.
      }
    }
    return undefined;
  }

  private constructor(koffi: Koffi, library: LibraryHandle) {
    this.#koffi = koffi;
    const declare = (signature: string) => library.func(signature) as never;
    // Without a name, which would be of the whole process: it may be loaded twice.
    this.#callbackType = koffi.proto('int', ['void *', 'int', 'int', 'const void *', 'const char *']);
    this.#native = {
      startup: declare('int srt_startup()'),
      logLevel: declare('void srt_setloglevel(int level)'),
      lastError: declare('int srt_getlasterror(_Out_ int *errno_loc)'),
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
      listenCallback: library.func('srt_listen_callback', 'int', [
        'int',
        koffi.pointer(this.#callbackType),
        'void *',
      ]) as never,
      epollCreate: declare('int srt_epoll_create()'),
      epollAdd: declare('int srt_epoll_add_usock(int epoll, int socket, const int *events)'),
      epollRemove: declare('int srt_epoll_remove_usock(int epoll, int socket)'),
      epollRelease: declare('int srt_epoll_release(int epoll)'),
      epollWait: declare('int srt_epoll_uwait(int epoll, void *events, int size, int64_t timeoutMs)'),
      state: declare('int srt_getsockstate(int socket)'),
    };
    this.#call('startup');
    this.#call('logLevel', LOG_CRITICAL);
  }

  /** Every caller is judged while it is shaking hands. Throws where the port is taken. */
  listen(host: string, port: number, judge: JudgeCaller): number {
    const socket = this.#call('create');
    this.#setInt(socket, OPTION.rcvSyn, 0);
    this.#setInt(socket, OPTION.latency, LIVE_LATENCY_MS);
    if (this.#call('bind', socket, addressOf(host, port), 16) < 0) throw this.#lastError();
    const callback = this.#koffi.register(
      (_opaque: unknown, caller: number, _version: number, _peer: unknown, streamId: string | null) =>
        this.#judge(judge, caller, streamId ?? ''),
      this.#koffi.pointer(this.#callbackType),
    );
    this.#callback = callback;
    this.#call('listenCallback', socket, callback, null);
    if (this.#call('listen', socket, BACKLOG) < 0) throw this.#lastError();
    return socket;
  }

  /** Nothing while nobody waits. */
  accept(listener: number): SrtCaller | undefined {
    const address = Buffer.alloc(ADDRESS_BYTES);
    const socket = this.#call('accept', listener, address, [address.length]);
    if (socket < 0) return undefined;
    const text = Buffer.alloc(LONGEST_STREAM_ID + 1);
    this.#call('getFlag', socket, OPTION.streamId, text, [text.length]);
    return { socket, streamId: text.toString('utf8', 0, text.indexOf(0)), address: printAddress(address) };
  }

  /** `wait`: nothing is there yet; `gone`: the caller is not connected any more. */
  receive(socket: number): Buffer | 'wait' | 'gone' {
    const buffer = Buffer.allocUnsafe(RECEIVE_BYTES);
    const size = this.#call('receive', socket, buffer, buffer.length);
    if (size > 0) return buffer.subarray(0, size);
    return this.#call('state', socket) === CONNECTED ? 'wait' : 'gone';
  }

  /**
   * In another thread: the close of a listener waits for the handshake in progress, and that handshake waits for the main
   * thread to judge it.
   */
  async close(socket: number): Promise<void> {
    const closed = this.#callAsync('close', socket);
    this.#closing.add(closed);
    await closed;
    this.#closing.delete(closed);
  }

  epoll(): SrtEpoll {
    return new SrtEpoll(this.#native);
  }

  /** After every socket was closed. */
  async cleanup(): Promise<void> {
    await Promise.all(this.#closing);
    await this.#callAsync('cleanup');
    if (this.#callback !== undefined) this.#koffi.unregister(this.#callback);
  }

  /** Must not throw: what throws in a callback is an answer of 0, which takes the caller. */
  #judge(judge: JudgeCaller, caller: number, streamId: string): number {
    try {
      const judged = judge(streamId.slice(0, LONGEST_STREAM_ID));
      if ('refusal' in judged) {
        this.#call('reject', caller, judged.refusal);
        return -1;
      }
      const passphrase = Buffer.from(judged.passphrase, 'utf8');
      return this.#call('setFlag', caller, OPTION.passphrase, passphrase, passphrase.length);
    } catch {
      return -1;
    }
  }

  #lastError(): Error {
    const errno = [0];
    this.#call('lastError', errno);
    const code = errno[0] === 0 ? 'UNKNOWN' : getSystemErrorName(-(errno[0] ?? 0));
    return Object.assign(new Error(`srt: ${code}`), { code });
  }

  #callAsync(name: string, ...values: unknown[]): Promise<void> {
    return new Promise((resolve) => this.#native[name]?.async(...values, () => resolve()));
  }

  #setInt(socket: number, option: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    this.#call('setFlag', socket, option, bytes, 4);
  }

  #call(name: string, ...values: unknown[]): number {
    return (this.#native[name] as Call)(...values);
  }
}

const WAIT_MS = 100;
/** More than there may be callers: those at the end of the list are not forgotten. */
const MOST_EVENTS = 256;

/** Waits for sockets in a thread of its own. */
export class SrtEpoll {
  readonly #native: Record<string, Native>;
  readonly #id: number;
  readonly #events = Buffer.alloc(MOST_EVENTS * 8);

  constructor(native: Record<string, Native>) {
    this.#native = native;
    this.#id = (native.epollCreate as Call)();
  }

  add(socket: number): void {
    (this.#native.epollAdd as Call)(this.#id, socket, [EPOLL_IN | EPOLL_ERR]);
  }

  remove(socket: number): void {
    (this.#native.epollRemove as Call)(this.#id, socket);
  }

  /** Sockets for which something is there; none after a while; nothing where waiting is not possible. */
  wait(): Promise<number[] | undefined> {
    return new Promise((resolve) => {
      this.#native.epollWait?.async(
        this.#id,
        this.#events,
        MOST_EVENTS,
        WAIT_MS,
        (error: unknown, count: number) => {
          if (error || count < 0) return resolve(undefined);
          const length = Math.min(count, MOST_EVENTS);
          resolve(Array.from({ length }, (_, index) => this.#events.readInt32LE(index * 8)));
        },
      );
    });
  }

  close(): void {
    (this.#native.epollRelease as Call)(this.#id);
  }
}

const OTHER_NAMES: Record<string, string> = { localhost: '127.0.0.1', '::1': '127.0.0.1', '::': '0.0.0.0' };

/** struct sockaddr_in of Linux. */
function addressOf(host: string, port: number): Buffer {
  const text = OTHER_NAMES[host] ?? host;
  if (!isIPv4(text))
    throw Object.assign(new Error('SRT listens on an IPv4 address'), { code: 'EADDRNOTAVAIL' });
  const address = Buffer.alloc(16);
  address.writeUInt16LE(AF_INET, 0);
  address.writeUInt16BE(port, 2);
  address.set(text.split('.').map(Number), 4);
  return address;
}

const printAddress = (address: Buffer): string =>
  address.readUInt16LE(0) === AF_INET ? address.subarray(4, 8).join('.') : '';
