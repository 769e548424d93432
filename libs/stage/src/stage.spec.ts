import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Producer, Transport } from 'mediasoup/types';
import { silentLog, systemClock, TypedEvents } from '#kernel';
import { LIMITS, type Role, type ServerEvent } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { adoptKept } from './adopt-kept.js';
import { Branches } from './branch/branches.js';
import type { KeptMedia } from './branch/kept-media.js';
import type { KeptParticipant } from './branch/kept-participant.js';
import type { Hub } from './media/hub.js';
import { LocalHub } from './media/local-hub.js';
import type { MediaWorker } from './media/media-worker.js';
import type { Hold, Track } from './media/track.js';
import type { WorkerPool } from './media/worker-pool.js';
import type { StageOutbox } from './outbox.js';
import type { Participant } from './participant.js';
import { Placements } from './placements.js';
import { Stage, type StageOptions } from './stage.js';

let told: { to: string; event: ServerEvent }[];
let stage: Stage;

const eventful = () => ({ on: () => undefined, once: () => undefined });
const observer = async () => ({ ...eventful(), addProducer: async () => undefined });

/** A worker that makes everything at once. */
const worker = {
  isAlive: true,
  streams: 0,
  countStream: () => () => undefined,
  createRouter: async () => ({
    ...eventful(),
    observer: eventful(),
    rtpCapabilities: { codecs: [] },
    close: () => undefined,
    createAudioLevelObserver: observer,
    createActiveSpeakerObserver: observer,
    createDirectTransport: async () => ({ ...eventful(), close: () => undefined }),
  }),
};

let producers = 0;

function fakeProducer(kind: 'audio' | 'video', paused: boolean): Producer {
  producers += 1;
  const ended = new TypedEvents<{ close: undefined }>();
  const producer = {
    id: `producer-${producers}`,
    kind,
    paused,
    closed: false,
    score: [],
    rtpParameters: {
      codecs: [{ mimeType: kind === 'audio' ? 'audio/opus' : 'video/VP8', clockRate: 90_000 }],
      encodings: [{}],
    },
    on: () => undefined,
    observer: { once: (_name: string, listener: () => void) => ended.once('close', listener) },
    pause: async () => void Object.assign(producer, { paused: true }),
    resume: async () => void Object.assign(producer, { paused: false }),
    close: () => {
      Object.assign(producer, { closed: true });
      ended.emit('close', undefined);
    },
  };
  return producer as unknown as Producer;
}

/** What a participant sends over; closing it ends what was produced on it. */
function fakeTransport(): Transport {
  const made: Producer[] = [];
  const transport = {
    id: 'up',
    closed: false,
    produce: async ({ kind, paused }: { kind: 'audio' | 'video'; paused: boolean }) => {
      const producer = fakeProducer(kind, paused);
      made.push(producer);
      return producer;
    },
    close: () => {
      transport.closed = true;
      for (const producer of made) producer.close();
    },
  };
  return transport as unknown as Transport;
}

const offers = {
  camera: { codecs: [{ mimeType: 'video/VP8' }], encodings: [{}] },
  microphone: { codecs: [{ mimeType: 'audio/opus' }], encodings: [{}] },
};

async function join(personId: string, role: Role): Promise<Participant> {
  const participant = await stage.join({ personId, tabId: `${personId}-tab`, name: personId, role });
  participant.sendOver(fakeTransport());
  return participant;
}

const produce = (participant: Participant, source: 'camera' | 'microphone'): Promise<Track> =>
  stage.produce(participant, 'up', { source, rtpParameters: offers[source] as never, paused: false });

const openStage = (more: Partial<StageOptions> = {}): Promise<Stage> => {
  const outbox = {
    toTab: (_show: string, to: string, _tab: string, event: ServerEvent) => told.push({ to, event }),
  } as unknown as StageOutbox;
  return Stage.create({
    showId: 'show_1',
    pool: { place: async () => worker, findLeastLoaded: () => worker } as unknown as WorkerPool,
    takeHome: () => undefined,
    branches: new Branches({ clock: systemClock, log: silentLog }),
    settings: { maxPublishers: 2, spreadAtStreams: 400 },
    outbox,
    clock: { ...systemClock, every: () => () => undefined },
    log: silentLog,
    ...more,
  });
};

beforeEach(async () => {
  told = [];
  stage = await openStage();
});

const heardBy = (personId: string) => told.filter(({ to }) => to === personId).map(({ event }) => event.name);

describe('who is on the stage', () => {
  test('a person who joins twice keeps the first place, and the others hear of the join once', async () => {
    const host = await join('host', 'host');
    const guest = await join('guest', 'guest');
    expect(await stage.join({ personId: 'guest', tabId: 'other', name: 'guest', role: 'guest' })).toBe(guest);
    expect(stage.participants).toEqual([host, guest]);
    expect(heardBy('host')).toEqual(['stage.joined']);
    expect(heardBy('guest')).toEqual([]);
  });

  test('who leaves ends their tracks, and leaving again does nothing', async () => {
    await join('host', 'host');
    const guest = await join('guest', 'guest');
    const track = await produce(guest, 'camera');
    const left: string[] = [];
    stage.events.on('participant-left', ({ reason }) => left.push(reason));
    stage.leave(guest, 'left');
    stage.leave(guest, 'left');
    expect([track.isClosed, left, stage.find(guest.participantId)]).toEqual([true, ['left'], undefined]);
  });

  test('no more publish than the stage has places for, nor than the show allows', async () => {
    for (const personId of ['one', 'two']) await produce(await join(personId, 'guest'), 'camera');
    await expect(produce(await join('three', 'guest'), 'camera')).rejects.toMatchObject({ status: 409 });
    stage.limitPublishers(100);
    expect(stage.maxPublishers).toBe(2);
    stage.limitPublishers(1);
    expect(stage.maxPublishers).toBe(1);
  });
});

describe('backstage', () => {
  test('a guest is prepared there, in the programme once added, and out of it again', async () => {
    const host = await join('host', 'host');
    const guest = await join('guest', 'guest');
    expect([host.view.onStage, guest.view.onStage]).toEqual([true, false]);
    const seen: string[] = [];
    stage.events.on('track-prepared', ({ source }) => seen.push(`prepared ${source}`));
    stage.events.on('track-added', ({ source }) => seen.push(`added ${source}`));
    const track = await produce(guest, 'camera');
    expect([seen, stage.tracks, track.isPaused]).toEqual([['prepared camera'], [], false]);
    await stage.setOnStage(guest, true);
    expect([seen, stage.tracks, guest.view.onStage]).toEqual([
      ['prepared camera', 'added camera'],
      [track],
      true,
    ]);
    expect(heardBy('host').at(-1)).toBe('stage.changed');
    await stage.setOnStage(guest, false);
    expect([stage.tracks, track.isClosed]).toEqual([[], false]);
  });

  test('a lost connection and a new role leave people where they are; who left arrives backstage', async () => {
    const guest = await join('guest', 'guest');
    await stage.setOnStage(guest, true);
    await stage.setRole(guest, 'co-host');
    stage.leave(guest, 'lost');
    const again = await join('guest', 'guest');
    expect(again.isOnStage).toBe(true);
    stage.leave(again, 'left');
    expect((await join('guest', 'guest')).isOnStage).toBe(false);
  });

  test('a restart restores it also for a guest who was faster', async () => {
    const guest = await join('guest', 'guest');
    await stage.restorePlacements({ guest: true, host: false });
    expect(guest.isOnStage).toBe(true);
    expect((await join('host', 'host')).isOnStage).toBe(false);
  });
});

describe('the green room', () => {
  test('a candidate’s tracks are prepared and silent, and flow once they are brought on', async () => {
    const seen: string[] = [];
    stage.events.on('track-prepared', () => seen.push('prepared'));
    stage.events.on('track-added', () => seen.push('added'));
    const candidate = await join('candidate', 'candidate');
    const track = await produce(candidate, 'microphone');
    expect([track.producer.paused, stage.tracks]).toEqual([true, []]);
    await stage.setRole(candidate, 'guest');
    expect([track.producer.paused, stage.tracks, seen]).toEqual([false, [track], ['prepared', 'added']]);
  });

  test('a vetting talk opens it without the programme, and ends with either of the two', async () => {
    const host = await join('host', 'host');
    const candidate = await join('candidate', 'candidate');
    const track = await produce(candidate, 'microphone');
    await stage.setVetting(candidate.participantId, host.participantId);
    expect([track.producer.paused, stage.tracks]).toEqual([false, []]);
    stage.leave(host, 'left');
    await track.hold('owner', false);
    expect(stage.vettingTalks.size).toBe(0);
  });

  test('what a moderator silenced stays so when its owner sends it again', async () => {
    const guest = await join('guest', 'guest');
    guest.silenced.add('microphone');
    const track = await produce(guest, 'microphone');
    await track.hold('owner', true);
    await track.hold('owner', false);
    expect([track.isHeldBy('host'), track.producer.paused]).toEqual([true, true]);
  });
});

describe('talkback', () => {
  const views = (personId: string) =>
    told
      .filter(({ to, event }) => to === personId && event.name === 'stage.changed')
      .map(({ event }) => (event.name === 'stage.changed' ? event.data.participant : undefined));

  test('is said to everybody, and ends with null', async () => {
    const host = await join('host', 'host');
    const guest = await join('guest', 'guest');
    await stage.setTalkback(host, guest);
    expect(views('guest').at(-1)).toMatchObject({ talksTo: guest.participantId });
    await stage.setTalkback(host, null);
    expect(views('guest').at(-1)).not.toHaveProperty('talksTo');
  });

  test('whose listener leaves goes on unheard; a host who becomes a guest is heard again', async () => {
    const host = await join('host', 'host');
    const coHost = await join('co-host', 'co-host');
    const guest = await join('guest', 'guest');
    await stage.setTalkback(host, guest);
    await stage.setTalkback(coHost, guest);
    stage.leave(guest, 'left');
    expect([host.talksTo, coHost.talksTo]).toEqual([guest.participantId, guest.participantId]);
    await stage.setRole(coHost, 'guest');
    expect([host.talksTo, coHost.talksTo]).toEqual([guest.participantId, null]);
  });
});

describe('a private call', () => {
  test('opens the green room for the one who is called, and mutes who stays on until they leave it', async () => {
    const host = await join('host', 'host');
    const candidate = await join('candidate', 'candidate');
    const track = await produce(candidate, 'microphone');
    await stage.setCall(host, candidate);
    expect([track.producer.paused, host.view.inCall, candidate.view.inCall]).toEqual([false, true, true]);
    await stage.leaveCall(candidate, host);
    expect([track.producer.paused, candidate.call, host.call]).toEqual([true, null, { partnerId: null }]);
    await stage.leaveCall(host, null);
    expect(host.view).not.toHaveProperty('inCall');
  });
});

describe('media that an owner before has left', () => {
  const keptOf = (personId: string, flow: { holds: Hold[]; paused: boolean }): KeptMedia => {
    const producer = fakeProducer('audio', flow.paused);
    const track = { trackId: producer.id, source: 'microphone', heightPx: null, holds: flow.holds } as const;
    return {
      participant: {
        ...{ participantId: `prt_${personId}`, personId, tabId: `${personId}-tab`, name: personId },
        ...{ role: 'guest', onStage: true, silenced: [], sends: 'up', tracks: [track] },
        receives: { transport: 'down', rtpCapabilities: {} },
      },
      ...{ sends: fakeTransport(), receives: fakeTransport(), producers: [producer], consumers: [] },
    } as unknown as KeptMedia;
  };
  const adopt = async (kept: KeptMedia[], more: Partial<StageOptions> = {}): Promise<void> => {
    const hub = await LocalHub.create(worker as unknown as MediaWorker);
    stage = await openStage({ ...more, takeHome: () => ({ hub, kept }) });
    await new Promise((resolve) => setImmediate(resolve));
  };
  const flows = { holds: [], paused: false };

  test('who is not back yet counts as absent; who has entered is not sent away for a later loss', async () => {
    const clock = Object.assign(new ManualClock(), { every: () => () => undefined });
    await adopt([keptOf('ann', flows), keptOf('bob', flows)], { clock });
    expect(told.find(({ event }) => event.name === 'stage.joined')?.event.data).toMatchObject({
      participant: { personId: 'bob', connected: false },
    });
    const ann = stage.getPerson('ann');
    for (const isConnected of [true, false]) {
      ann.isConnected = isConnected;
      stage.changed(ann);
    }
    clock.advance(LIMITS.participantHoldMs);
    expect(stage.participants).toEqual([ann]);
  });

  test('a mute, or its end, that the owner did not live to carry out is carried out', async () => {
    const kept = [
      keptOf('ann', { holds: ['host'], paused: false }),
      keptOf('bob', { holds: [], paused: true }),
    ];
    await adopt(kept);
    expect(stage.participants.map(({ tracks }) => tracks.map(({ producer }) => producer.paused))).toEqual([
      [true],
      [false],
    ]);
  });

  test('where a part of it has ended meanwhile, the person enters again', async () => {
    const [lost, ended] = [keptOf('ann', flows), keptOf('bob', flows)];
    lost.sends?.close();
    ended.producers[0]?.close();
    await adopt([lost, ended]);
    expect([stage.participants, ended.sends?.closed, ended.receives.closed]).toEqual([[], true, true]);
  });

  test('is where the last owner put its participant, and not where they were stored before', () => {
    const kept = keptOf('ann', flows);
    kept.participant.onStage = false;
    const placements = new Placements();
    placements.restore({ ann: true });
    const backstage: boolean[] = [];
    const add = (participant: KeptParticipant) => {
      backstage.push(placements.isBackstage(participant));
      return { silenced: new Set(), adopt: () => undefined, tracks: [] } as unknown as Participant;
    };
    const rest = { findPerson: () => undefined, watch: () => undefined, mayReceive: () => true };
    adoptKept({ placements, add, ...rest }, {} as Hub, [kept]);
    expect(backstage).toEqual([true]);
  });

  test('says of each track who holds it silent, however silent it is already', async () => {
    const guest = await join('guest', 'guest');
    guest.receiveOver(fakeTransport(), {});
    const notes: (KeptParticipant | null)[] = [];
    Object.assign(guest.hub, { keep: async (_id: string, note: KeptParticipant | null) => notes.push(note) });
    const track = await produce(guest, 'microphone');
    await track.hold('owner', true);
    await track.hold('host', true);
    expect(notes.at(-1)?.tracks.map(({ holds }) => holds)).toEqual([['owner', 'host']]);
    expect(guest.view.tracks).toEqual([expect.objectContaining({ mutedByHost: true })]);
  });
});

test('a stage that a server leaves to another one ends media and sends nobody off it', async () => {
  const guest = await join('guest', 'guest');
  const track = await produce(guest, 'camera');
  stage.close('shutdown');
  expect(track.isClosed).toBe(true);
  expect(heardBy('guest')).not.toContain('stage.closed');
});

test('a stage that closes tells everybody, once, and has nobody any more', async () => {
  const guest = await join('guest', 'guest');
  const track = await produce(guest, 'camera');
  const ends: string[] = [];
  stage.events.on('closed', (reason) => ends.push(reason));
  stage.close('ended');
  stage.close('ended');
  expect([ends, stage.participants, track.isClosed]).toEqual([['ended'], [], true]);
  expect(heardBy('guest').filter((name) => name === 'stage.closed')).toHaveLength(1);
});
