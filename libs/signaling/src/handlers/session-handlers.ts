import { type Clock, guestError } from '#kernel';
import { PROTOCOL_VERSION } from '#protocol';
import type { SignalingPorts } from '../ports.js';
import type { SignalHub } from '../signal-hub.js';
import { done, type FamilyHandlers } from './handler.js';

type Ports = Pick<SignalingPorts, 'tickets' | 'shows' | 'stage'>;

export function sessionHandlers(ports: Ports, hub: SignalHub, clock: Clock): FamilyHandlers<'session'> {
  const { tickets, shows, stage } = ports;
  return {
    'session.join': async (session, request) => {
      if (session.isJoined) throw guestError('already-joined', 'This connection has joined already.');
      if (request.version !== PROTOCOL_VERSION) throw versionMismatch();
      const admission = await tickets.admit(request);
      const role = stage.findRole(admission.showId, admission.personId) ?? admission.role;
      const caller = { ...admission, role, tabId: request.tabId };
      const { title, programme } = await shows.welcome(caller);
      hub.admit(session, caller, request.takeOver);
      shows.arrived(caller);
      const { showId, personId, name } = caller;
      const serverWallMs = Math.round(clock.wallMs());
      return { version: PROTOCOL_VERSION, showId, title, personId, name, role, programme, serverWallMs };
    },
    'session.enter-stage': (session, { keepMedia }) => stage.enter(session.caller, keepMedia),
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
