import { type Clock, guestError, type Log, ShowError } from '#kernel';
import { type Ack, isRequestName, type RequestName, requests } from '#protocol';
import type { Handler, Handlers } from './handlers/handler.js';
import type { MessageLimits } from './message-limits.js';
import { isTooLarge } from './message-size.js';
import { tooLarge, tooMany } from './refusals.js';
import type { SignalSession } from './signal-session.js';
import { toWireError } from './wire-error.js';

/** Told of every answer: for metrics. */
export type OnAnswered = (name: RequestName | 'unknown', tookMs: number, code: string) => void;

export interface DispatcherOptions {
  handlers: Handlers;
  limits: MessageLimits;
  clock: Clock;
  log: Log;
  onAnswered?: OnAnswered;
}

const ANSWER_DEADLINE_MS = 30_000;
/** Longer than a start is given: what became of it is the answer. An end waits for a start that is under way. */
const SLOW_ANSWER_MS: Partial<Record<RequestName, number>> = {
  'programme.go-live': 120_000,
  'programme.end': 120_000,
};
/** An answer is on its way before its socket is closed. */
const LAST_ANSWER_MS = 50;

/** From anything that came in on a socket to its acknowledgement. Never throws, never closes a room. */
export class Dispatcher {
  readonly #options: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  async answer(session: SignalSession, name: string, payload: unknown): Promise<Ack<unknown>> {
    const { clock, onAnswered } = this.#options;
    const beganMs = clock.monotonicMs();
    const known = isRequestName(name) ? name : undefined;
    let code = 'ok';
    try {
      return { ok: true, data: await this.#answer(session, name, payload) };
    } catch (thrown) {
      const error = toWireError(thrown);
      code = error.code;
      this.#note(session, name, thrown);
      if (thrown instanceof ShowError && thrown.code === 'other-node') this.#sendAway(session);
      return { ok: false, error };
    } finally {
      onAnswered?.(known ?? 'unknown', clock.monotonicMs() - beganMs, code);
    }
  }

  /** A message that wants no answer is not carried out, but counted. */
  async unanswered(session: SignalSession): Promise<void> {
    const { arrivals } = session;
    const { limits } = this.#options;
    if (arrivals.isFull || !(await arrivals.run(() => limits.mayAsk(session)))) await this.#refused(session);
  }

  async #answer(session: SignalSession, name: string, payload: unknown): Promise<unknown> {
    const { arrivals } = session;
    if (arrivals.isFull || !(await arrivals.run(() => this.#mayAsk(session, name)))) {
      await this.#refused(session);
      throw tooMany();
    }
    if (!isRequestName(name)) throw guestError('unknown-message', 'The server does not know this message.');
    if (isTooLarge(payload)) throw tooLarge();
    const lane = session.laneOf(name);
    if (lane.isFull) throw tooMany();
    const data = this.#parse(name, payload);
    // The lane waits for the work itself, not for its answer: what was given up never runs beside what comes next.
    const work = (signal: AbortSignal) => lane.run(() => this.#run(session, name, data, signal));
    return this.#inTime(session, SLOW_ANSWER_MS[name] ?? ANSWER_DEADLINE_MS, work);
  }

  async #mayAsk(session: SignalSession, name: string): Promise<boolean> {
    const { limits } = this.#options;
    if (!(await limits.mayAsk(session))) return false;
    return !isRequestName(name) || limits.mayAskFor(session, name);
  }

  async #refused(session: SignalSession): Promise<void> {
    if (session.isGone || !(await this.#options.limits.isFlood(session))) return;
    this.#options.log.warn('signaling.refuse | a socket that sends far too much is closed', {
      socket: session.wire.id,
    });
    session.wire.disconnect();
  }

  #parse(name: RequestName, payload: unknown): unknown {
    const parsed = requests[name].request.safeParse(payload ?? {});
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') || 'message';
    throw guestError('bad-message', `${name} does not parse: ${where}: ${issue?.message ?? 'invalid'}.`);
  }

  /** The role is looked at when its turn comes: what came before may have changed it. */
  async #run(
    session: SignalSession,
    name: RequestName,
    data: unknown,
    signal: AbortSignal,
  ): Promise<unknown> {
    signal.throwIfAborted();
    if (name !== 'session.join' && !requests[name].roles.includes(session.caller.role)) {
      throw guestError('not-allowed', `A ${session.caller.role} may not do that.`, { status: 403 });
    }
    // The name chose both the schema that read the data and the handler, which TypeScript cannot follow.
    const handler = this.#options.handlers[name] as Handler<never>;
    return handler(session, data as never, signal);
  }

  /** Answers in time, whatever the work does; its signal tells it that nobody waits any more. */
  #inTime(
    session: SignalSession,
    deadlineMs: number,
    work: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<unknown> {
    const controller = new AbortController();
    const { signal } = controller;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        cancel();
        reject(signal.reason as ShowError);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const cancel = this.#options.clock.after(deadlineMs, () => controller.abort(timedOut()));
      const forget = session.whenGone(() => controller.abort(closed()));
      work(signal)
        .then(resolve, reject)
        .finally(() => {
          cancel();
          forget();
        });
    });
  }

  /** Asked again on this socket it would be refused again: another one gets to the node that runs the show. */
  #sendAway(session: SignalSession): void {
    this.#options.clock.after(LAST_ANSWER_MS, () => session.wire.disconnect());
  }

  #note(session: SignalSession, name: string, thrown: unknown): void {
    const { log } = this.#options;
    const fields = { socket: session.wire.id, request: name.slice(0, 64), error: thrown };
    if (thrown instanceof ShowError && thrown.blame === 'guest')
      log.debug('signaling.answer | refused', fields);
    else log.error('signaling.answer | failed', fields);
  }
}

const timedOut = () =>
  new ShowError({
    code: 'timed-out',
    message: 'This took too long. Try again.',
    blame: 'us',
    retry: true,
    status: 504,
  });
const closed = () => guestError('not-joined', 'The connection is closed.', { status: 401 });
