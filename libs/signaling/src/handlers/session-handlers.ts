import { type Clock, guestError } from '#kernel';
import { PROTOCOL_VERSION } from '#protocol';
import type { Caller } from '../caller.js';
import type { ShowPort, SignalingPorts } from '../ports.js';
import type { SignalHub } from '../signal-hub.js';
import type { SignalSession } from '../signal-session.js';
import { done, type FamilyHandlers } from './handler.js';

/** The longest that a timer of Node waits; a ticket may last longer. */
const TIMER_LIMIT_MS = 2 ** 31 - 1;

type Ports = Pick<SignalingPorts, 'tickets' | 'shows' | 'stage'>;

export function sessionHandlers(ports: Ports, hub: SignalHub, clock: Clock): FamilyHandlers<'session'> {
  const { tickets, shows, stage } = ports;

  /** How each socket stops waiting for the end of the ticket that it has now. */
  const waiting = new WeakMap<SignalSession, () => void>();

  /** A socket does not outlive its newest ticket. */
  function endWithTicket(session: SignalSession, expiresAtMs: number): void {
    const leftMs = expiresAtMs - clock.wallMs();
    if (leftMs <= 0) {
      if (hub.expire(session)) void stage.leave(session.caller).catch(() => undefined);
      return;
    }
    const cancel = clock.after(Math.min(leftMs, TIMER_LIMIT_MS), () => {
      forget();
      endWithTicket(session, expiresAtMs);
    });
    const forget = session.whenGone(cancel);
    waiting.set(session, () => {
      cancel();
      forget();
    });
  }

  /** A ticket of another person, or of another show, is for another socket. */
  async function renew(session: SignalSession, ticket: string): Promise<void> {
    const { showId, personId, tabId } = session.caller;
    const renewed = await tickets.admit({ version: PROTOCOL_VERSION, ticket, tabId, takeOver: false });
    if (renewed.showId !== showId || renewed.personId !== personId)
      throw guestError('ticket-invalid', 'This ticket is of another person or show.', { status: 401 });
    // Closed meanwhile: there is nothing to wait for.
    if (session.isGone) return;
    waiting.get(session)?.();
    waiting.delete(session);
    if (renewed.expiresAtMs !== undefined) endWithTicket(session, renewed.expiresAtMs);
  }

  /** The first one to come opens the show, which may make the person more than the ticket says: then again, as that. */
  async function welcome(
    asked: Caller,
  ): Promise<{ caller: Caller } & Awaited<ReturnType<ShowPort['welcome']>>> {
    const role = () => stage.findRole(asked.showId, asked.personId) ?? asked.role;
    for (;;) {
      const caller = { ...asked, role: role() };
      const welcomed = await shows.welcome(caller);
      if (role() === caller.role) return { caller, ...welcomed };
    }
  }

  return {
    'session.join': async (session, request) => {
      if (session.isJoined) throw guestError('already-joined', 'This connection has joined already.');
      if (request.version !== PROTOCOL_VERSION) throw versionMismatch();
      const { expiresAtMs, ...admission } = await tickets.admit(request);
      const { caller, title, programme } = await welcome({ ...admission, tabId: request.tabId });
      hub.admit(session, caller, request.takeOver);
      if (expiresAtMs !== undefined) endWithTicket(session, expiresAtMs);
      shows.arrived(caller);
      const { showId, personId, name, role } = caller;
      const serverWallMs = Math.round(clock.wallMs());
      return { version: PROTOCOL_VERSION, showId, title, personId, name, role, programme, serverWallMs };
    },
    'session.enter-stage': (session, request, signal) => stage.enter(session.caller, request, signal),
    'session.renew': (session, { ticket }) => done(renew(session, ticket)),
    'session.leave': (session) => done(stage.leave(session.caller)),
    'session.ping': async (_session, { sentWallMs }) => ({
      sentWallMs,
      serverWallMs: Math.round(clock.wallMs()),
    }),
  };
}

const versionMismatch = () =>
  guestError('version-mismatch', 'This page is older or newer than the server. Reload it.', {
    details: { serverVersion: PROTOCOL_VERSION },
  });
