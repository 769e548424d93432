// A process of its own, so that its CPU can be counted: real sockets, real signaling, the audience on the embedded
// database, and playback of the same show from encoders that cost nothing. Tickets are `role:person`; no stage.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { Audience } from '#audience';
import { Database } from '#data';
import { guestError, silentLog, systemClock } from '#kernel';
import type { Role } from '#protocol';
import { SignalGateway, Signaling, type SignalingPorts } from '#signaling';
import { createMetrics } from '#telemetry';
import { METRICS, TRACES } from '../../../apps/server/src/modules/tokens.js';
import { WebServer } from '../../../apps/server/src/web-server.js';
import { makeShow } from '../../support/data/make-show.js';
import { FakeLiveShow } from '../../support/origin/fake-live-show.js';
import { CROWD_RULES } from './crowd-rules.js';

const [dataDir = ''] = process.argv.slice(2);
const database = await Database.create({ dataDir, log: silentLog });
const showId = await makeShow(database);
const signaling = new Signaling({
  clock: systemClock,
  log: silentLog,
  // The whole crowd comes from this machine.
  limits: { socketsPerNetwork: 100_000 },
});
const audience = new Audience({
  stores: database.repositories,
  outbox: signaling.hub,
  ranks: { roleOf: async () => 'viewer' },
  clock: systemClock,
  log: silentLog,
});

await audience.setRules({ showId, personId: 'host', name: 'host', role: 'host' }, CROWD_RULES);

const closed = () => Promise.reject(guestError('programme-wrong-state', 'There is an audience only.'));
const absent = <T>() => new Proxy({}, { get: () => closed }) as T;

async function admit(ticket: string) {
  const [role = 'viewer', personId = ticket] = ticket.split(':');
  await audience.admitted(showId, { subject: personId, name: personId, deviceHash: personId });
  return { showId, personId, name: personId, role: role as Role };
}

signaling.plug({
  tickets: { admit: ({ ticket }) => admit(ticket) },
  shows: {
    welcome: async () => ({ title: 'An audience', programme: undefined as never }),
    arrived: () => undefined,
    departed: () => undefined,
  },
  stage: { findRole: () => undefined, connectionLost: () => undefined } as unknown as SignalingPorts['stage'],
  moderation: absent(),
  promotion: absent(),
  studio: absent(),
  call: absent(),
  shared: absent(),
  data: absent(),
  programme: absent(),
  audience,
});

const PART_BYTES = 50_000;
const live = new FakeLiveShow(showId, PART_BYTES);

class AudienceOnly {}
Module({})(AudienceOnly);
const web = await WebServer.listen({
  module: {
    module: AudienceOnly,
    providers: [
      { provide: Signaling, useValue: signaling },
      { provide: METRICS, useValue: createMetrics({ version: 'bench' }) },
      { provide: TRACES, useValue: null },
      SignalGateway,
    ],
  },
  at: { host: '127.0.0.1', port: 0 },
  trustProxy: false,
  log: silentLog,
  addRawRoutes: async ({ server }) => live.origin.attach(server),
});
live.goOn();
process.stdout.write(`${JSON.stringify({ port: web.port, playback: `/live/${showId}/index.m3u8` })}\n`);
