import { type Clock, guestError } from '#kernel';
import { PROTOCOL_VERSION } from '#protocol';
import type { Caller } from '../caller.js';
import type { ShowPort, SignalingPorts } from '../ports.js';
import type { SignalHub } from '../signal-hub.js';
import type { SignalSession } from '../signal-session.js';
import { TicketEnds } from '../ticket-ends.js';
import { done, type FamilyHandlers } from './handler.js';

type Ports = Pick<SignalingPorts, 'tickets' | 'shows' | 'stage'>;

export function sessionHandlers(ports: Ports, hub: SignalHub, clock: Clock): FamilyHandlers<'session'> {
  const { tickets, shows, stage } = ports;

  const ends = new TicketEnds(clock, (session) => {
    if (hub.expire(session)) void stage.leave(session.caller).catch(() => undefined);
  });

  /** A ticket of another person, or of another show, is for another socket. */
  async function renew(session: SignalSession, ticket: string): Promise<void> {
    const { showId, personId, tabId } = session.caller;
    const renewed = await tickets.admit({ version: PROTOCOL_VERSION, ticket, tabId, takeOver: false });
    if (renewed.showId !== showId || renewed.personId !== personId)
      throw guestError('ticket-invalid', 'This ticket is of another person or show.', { status: 401 });
    ends.set(session, renewed.expiresAtMs);
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
      const { caller, title, programme } = await welcome({
        ...admission,
        tabId: request.tabId,
        socket: { id: session.wire.id, isElsewhere: session.wire.isRemote === true },
      });
      hub.admit(session, caller, request.takeOver);
      ends.set(session, expiresAtMs);
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
