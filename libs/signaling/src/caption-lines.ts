import { guestError, newId, ShowError } from '#kernel';
import {
  type Ack,
  type CaptionAnswer,
  captionFrameSchema,
  LIMITS,
  type ResponseData,
  type Role,
} from '#protocol';
import type { Caller } from './caller.js';
import type { Dispatcher } from './dispatcher.js';
import { tooLarge } from './refusals.js';
import { SignalSession } from './signal-session.js';
import { toWireError } from './wire-error.js';

/** One message of a data channel. */
export interface ChannelMessage {
  readonly bytes: Uint8Array;
  readonly isText: boolean;
}

export interface CaptionLinesOptions {
  caller: Caller;
  /** Of the captioner's machine. */
  address: string;
  dispatcher: Pick<Dispatcher, 'answer' | 'unanswered'>;
  /** Closes the channel: its sender has been refused far too often. */
  end: () => void;
}

/**
 * Lines of a captioner that come over a data channel. Each is the request `programme.caption` of a session without a socket,
 * so that rate, size, schema and role are checked by the one dispatcher, and a person has one limit for both ways.
 */
export class CaptionLines {
  readonly #session: SignalSession;
  readonly #dispatcher: CaptionLinesOptions['dispatcher'];

  constructor({ caller, address, dispatcher, end }: CaptionLinesOptions) {
    this.#dispatcher = dispatcher;
    this.#session = new SignalSession({
      id: newId('captions'),
      address,
      send: () => undefined,
      enterRoom: () => undefined,
      leaveRoom: () => undefined,
      disconnect: end,
    });
    this.#session.join(caller);
  }

  /** The role is the one that the participant has now. Answers in JSON, whatever came. */
  async answer(message: ChannelMessage, role: Role): Promise<string> {
    this.#session.changeRole(role);
    return JSON.stringify(await this.#answer(message));
  }

  /** Nobody waits for an answer any more. */
  close(): void {
    this.#session.gone();
  }

  async #answer(message: ChannelMessage): Promise<CaptionAnswer> {
    const frame = read(message);
    if (frame instanceof ShowError) {
      await this.#dispatcher.unanswered(this.#session);
      return { id: null, ok: false, error: toWireError(frame) };
    }
    const ack = await this.#dispatcher.answer(this.#session, 'programme.caption', frame.line);
    return { id: frame.id, ...(ack as Ack<ResponseData<'programme.caption'>>) };
  }
}

function read({ bytes, isText }: ChannelMessage): { id: number; line?: unknown } | ShowError {
  if (bytes.byteLength > LIMITS.captionFrameBytes) return tooLarge(LIMITS.captionFrameBytes);
  if (!isText) return unreadable();
  try {
    const parsed = captionFrameSchema.safeParse(JSON.parse(Buffer.from(bytes).toString()));
    return parsed.success ? parsed.data : unreadable();
  } catch {
    return unreadable();
  }
}

const unreadable = (): ShowError =>
  guestError('bad-message', 'A message on this channel is text: JSON with a number `id` and a `line`.');
