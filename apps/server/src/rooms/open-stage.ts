import type { Ranks } from '#access';
import type { BanBook } from '#live';
import { LIMITS } from '#protocol';
import type { Signaling } from '#signaling';
import { iceServersFor, StageDesks, StageHouse } from '#stage';
import type { RoomsOptions } from './rooms-options.js';
import { findWorkerBinary } from './worker-binary.js';

export async function openStages(
  { config, clock, log, lifetime }: RoomsOptions,
  signaling: Signaling,
): Promise<StageHouse> {
  const stages = await StageHouse.create({
    workerBin: findWorkerBinary(config),
    workers: config.stage.workers,
    listenHost: config.host,
    announcedAddress: config.announcedAddress,
    rtcPort: config.stage.rtcPort,
    outbox: signaling.hub,
    clock,
    log,
    settings: { maxPublishers: config.stage.maxPublishers },
  });
  lifetime.adopt(() => stages.close());
  return stages;
}

export function openDesks(
  { config, clock, lifetime }: RoomsOptions,
  {
    signaling,
    stages,
    bans,
    ranks,
  }: { signaling: Signaling; stages: StageHouse; bans: BanBook; ranks: Ranks },
): StageDesks {
  const { url, secret } = config.turn;
  const turn =
    url === undefined || secret === undefined
      ? undefined
      : { urls: [url], secret, lifetimeS: LIMITS.relayCredentialsMs / 1_000 };
  const desks = new StageDesks({
    house: stages,
    outbox: signaling.hub,
    clock,
    bans,
    ranks,
    findPresent: (showId, personId) => signaling.hub.findPresent(showId, personId),
    iceServers: (personId) => iceServersFor(turn, personId, clock.wallMs()),
    iceTransportPolicy: config.turn.relayOnly ? 'relay' : 'all',
  });
  lifetime.adopt(() => desks.close());
  return desks;
}
