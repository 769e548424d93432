import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type Participant, type Stage, type StageRegistry, StageServices } from '#stage';
import { SignalLog } from '../support/kernel/signal-log.js';
import { consumersOf, hubOf } from '../support/stage/local-objects.js';
import { RtpFeeder, vp8Payload } from '../support/stage/stage-rtp.js';
import { OutboxLog, openStages } from '../support/stage/stages-under-test.js';
import { produceRtp, wiredParticipant } from '../support/stage/wired-participant.js';

const DEADLINE_MS = 20_000;
let outbox: OutboxLog;
let stages: StageRegistry;
let stage: Stage;
let services: StageServices;

beforeEach(async () => {
  outbox = new OutboxLog();
  stages = await openStages(outbox, { workers: 2, settings: { spreadAtStreams: 2 }, log: silentLog });
  services = new StageServices({
    stages,
    outbox,
    clock: systemClock,
    bans: { ban: async () => undefined, unban: async () => undefined, list: async () => [] },
    ranks: { roleOf: async () => 'viewer' },
    findPresent: () => undefined,
    iceServers: () => [],
    iceTransportPolicy: 'all',
    captionLines: () => {
      throw new Error('nobody captions here');
    },
  });
  stage = await stages.openStage('show_1');
});
afterEach(async () => {
  services.close();
  await stages.close();
});

const callerOf = ({ personId, tabId, name, role }: Participant) => ({
  showId: 'show_1',
  personId,
  tabId,
  name,
  role,
});
const toldTo = <T>(what: string, find: (told: OutboxLog['told']['all']) => T | undefined) =>
  outbox.told.until(what, DEADLINE_MS, find);

/** Two participants on two workers: the first one's tracks have filled its worker. */
async function apart(): Promise<{ near: Participant; far: Participant }> {
  const near = await wiredParticipant(stage, 'near', 'host');
  await produceRtp(stage, near, 'camera', 1_001);
  await produceRtp(stage, near, 'microphone', 1_002);
  return { near, far: await wiredParticipant(stage, 'far', 'guest') };
}

describe('a stage that outgrows a worker', () => {
  test('a newcomer sits on another worker and receives through a pipe, nobody noticing', async () => {
    const { near, far } = await apart();
    expect([stage.hubs.length, hubOf(near).worker === hubOf(far).worker]).toEqual([2, false]);
    const camera = near.findTrack('camera');
    const offer = await toldTo('the offer of the camera at the far participant', (told) =>
      told
        .flatMap(({ to, event }) => (to === 'far' && event.name === 'consume.offered' ? [event.data] : []))
        .find(({ producerId }) => producerId === camera?.trackId),
    );
    const arrived = new SignalLog<Buffer>();
    consumersOf(far)
      .find(({ id }) => id === offer.consumerId)
      ?.on('rtp', (packet) => arrived.push(packet));
    await far.getReception().setWanted(offer.consumerId, true);
    const feeder = camera === undefined ? undefined : new RtpFeeder(camera.producer, 1_001);
    feeder?.send(vp8Payload(true));
    await arrived.until('a packet on the far worker', DEADLINE_MS, (all) => all[0]);
    await camera?.hold('owner', true);
    await toldTo('the pause at the far participant', (told) =>
      told.find(({ to, event }) => to === 'far' && event.name === 'consume.paused'),
    );
    camera?.close();
    await toldTo('the end at the far participant', (told) =>
      told.find(({ to, event }) => to === 'far' && event.name === 'consume.closed'),
    );
  });

  test('when one of its workers is killed, only its own participants must rejoin', async () => {
    const { near, far } = await apart();
    process.kill(hubOf(far).worker.pid, 'SIGKILL');
    await toldTo('the call', (told) => told.find(({ event }) => event.name === 'stage.rebuilt'));
    const called = outbox.told.all.filter(({ event }) => event.name === 'stage.rebuilt').map(({ to }) => to);
    expect(called).toEqual(['far']);
    expect(near.tracks.map(({ isClosed }) => isClosed)).toEqual([false, false]);
  });
});

describe('data channels', () => {
  test('a cue reaches everybody on the stage, across workers, and the green room not', async () => {
    const { near, far } = await apart();
    const waiting = await wiredParticipant(stage, 'waiting', 'candidate');
    const transportId = near.sending?.transport.id ?? '';
    const request = { transportId, channel: 'cues', stream: { streamId: 1 } } as const;
    await services.data.start(callerOf(near), request);
    await toldTo('the channel at the far participant', (told) =>
      told.find(({ to, event }) => to === 'far' && event.name === 'data.offered'),
    );
    expect(
      outbox.told.all.filter(({ to, event }) => to === 'waiting' && event.name === 'data.offered'),
    ).toEqual([]);
    await stage.setRole(waiting, 'guest');
    await toldTo('the channel for who was brought on', (told) =>
      told.find(({ to, event }) => to === 'waiting' && event.name === 'data.offered'),
    );
    await expect(services.data.start(callerOf(near), request)).rejects.toThrow('open already');
    expect(far.reception).toBeDefined();
  });

  test('a file goes to the one it is for, with progress, and can be refused', async () => {
    const { near, far } = await apart();
    const offer = {
      toParticipantId: far.participantId,
      name: 'notes.txt',
      sizeBytes: 100,
      mimeType: 'text/plain',
    };
    const fileId = await services.data.offerFile(callerOf(near), offer);
    const transportId = near.sending?.transport.id ?? '';
    const request = { transportId, channel: 'file', stream: { streamId: 2 }, fileId } as const;
    await expect(services.data.start(callerOf(near), request)).rejects.toThrow('not on its way');
    await services.data.answerFile(callerOf(far), fileId, true);
    await services.data.start(callerOf(near), request);
    await toldTo('the private channel', (told) =>
      told.find(
        ({ to, event }) => to === 'far' && event.name === 'data.offered' && event.data.fileId === fileId,
      ),
    );
    await services.data.fileArrived(callerOf(far), fileId, 60);
    await services.data.fileArrived(callerOf(far), fileId, 100);
    const endings = outbox.told.all.flatMap(({ to, event }) =>
      event.name === 'file.ended' ? [`${to} ${event.data.outcome}`] : [],
    );
    expect(endings).toEqual(['near done', 'far done']);
    expect(stage.channels.size).toBe(0);
    const second = await services.data.offerFile(callerOf(near), offer);
    await services.data.answerFile(callerOf(far), second, false);
    await expect(services.data.fileArrived(callerOf(far), second, 1)).rejects.toThrow('not on its way');
  });
});

test('a line that carries everything is good, and a silent one is not', async () => {
  const { near } = await apart();
  const camera = near.findTrack('camera');
  const feeder = camera === undefined ? undefined : new RtpFeeder(camera.producer, 1_001);
  const stop = systemClock.every(20, () => feeder?.send(vp8Payload(true)));
  await near.findTrack('microphone')?.hold('owner', true);
  try {
    const told = await toldTo('a reading', (all) =>
      all
        .flatMap(({ event }) => (event.name === 'stage.quality' ? event.data.participants : []))
        .find(
          ({ participantId, quality }) => participantId === near.participantId && quality.grade === 'good',
        ),
    );
    expect(told.quality).toMatchObject({ up: 10, score: 10 });
  } finally {
    stop();
  }
});
