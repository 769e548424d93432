import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ack } from '#protocol';
import { SOME_FINGERPRINT, StagePage } from '../support/stage/stage-page.js';
import { StageServer } from '../support/stage/stage-server.js';

let server: StageServer;
let pages: StagePage[];

beforeEach(async () => {
  pages = [];
  server = await StageServer.create({ participantHoldMs: 300 });
});
afterEach(async () => {
  for (const page of pages) page.close();
  await server.close();
});

function open(personId: string, tabId?: string): StagePage {
  const page = new StagePage(server.url, personId, tabId);
  pages.push(page);
  return page;
}

async function onStage(personId: string, role: 'host' | 'guest') {
  const page = open(personId);
  await page.join(role);
  return { page, ...(await page.enter()) };
}

/** A camera is on stage; then its page's socket breaks, and the page is about to reconnect. */
async function lostSocketOfOneWhoSends() {
  const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
  const producerId = await guest.page.produce(guest.sendId, 'camera');
  const offered = await host.page.until('consume.offered');
  guest.page.close();
  await host.page.until('stage.changed', ({ participant }) => !participant.connected);
  const again = open('bob');
  await again.join('guest');
  return { host, guest, producerId, offered, again };
}

const codeOf = (ack: Ack<unknown>): string => (ack.ok ? 'ok' : ack.error.code);

describe('the stage through its gateway', () => {
  test('what one sends is offered to the other, and a mute by the host cannot be undone by its owner', async () => {
    const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
    const producerId = await guest.page.produce(guest.sendId, 'microphone');
    const offered = await host.page.until('consume.offered');
    expect(offered).toMatchObject({ producerId, participantId: guest.welcome.participantId, kind: 'audio' });
    expect(codeOf(await host.page.ask('consume.resume', { consumerId: offered.consumerId }))).toBe('ok');
    const { participantId } = guest.welcome;
    await host.page.must('moderation.mute', { participantId, source: 'microphone' });
    await host.page.until('consume.paused', ({ consumerId }) => consumerId === offered.consumerId);
    await guest.page.until('stage.muted', ({ muted }) => muted);
    expect(codeOf(await guest.page.ask('produce.resume', { producerId }))).toBe('muted-by-host');
    await host.page.must('moderation.unmute', { participantId, source: 'microphone' });
    await host.page.until('consume.resumed', ({ consumerId }) => consumerId === offered.consumerId);
  });

  test('what does not belong to the asker, does not exist or comes in the wrong order gets its error', async () => {
    const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
    const producerId = await guest.page.produce(guest.sendId, 'camera');
    const { page } = host;
    expect(codeOf(await page.ask('produce.close', { producerId }))).toBe('producer-not-found');
    const connect = (transportId: string) =>
      page.ask('transport.connect', {
        transportId,
        dtlsParameters: { ...SOME_FINGERPRINT, fingerprints: [...SOME_FINGERPRINT.fingerprints] },
      });
    expect(codeOf(await connect(guest.sendId))).toBe('transport-not-found');
    expect(codeOf(await connect('nothing'))).toBe('transport-not-found');
    expect(codeOf(await connect(host.sendId))).toBe('ok');
    expect(codeOf(await connect(host.sendId))).toBe('transport-already-connected');
    expect(codeOf(await page.ask('transport.create-send', {}))).toBe('transport-exists');
    expect(codeOf(await page.ask('consume.resume', { consumerId: 'nothing' }))).toBe('consumer-not-found');
    await expect(page.produce(host.receiveId, 'camera')).rejects.toThrow('transport-wrong-direction');
    await page.produce(host.sendId, 'camera');
    await expect(page.produce(host.sendId, 'camera')).rejects.toThrow('producer-exists');
  });

  test('RTP parameters that lie are refused, and the worker lives', async () => {
    const { page, sendId } = await onStage('ann', 'host');
    const pid = server.stages.workers[0]?.pid;
    const codecs = [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }];
    const lies = [
      {
        source: 'camera',
        rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] },
      },
      {
        source: 'camera',
        rtpParameters: { codecs: [{ mimeType: 'video/VP9', payloadType: 100, clockRate: 90_000 }] },
      },
      { source: 'camera', rtpParameters: { codecs, encodings: [] } },
      { source: 'camera', rtpParameters: { codecs, encodings: [{ ssrc: 5 }, { ssrc: 5 }] } },
      { source: 'microphone', rtpParameters: { codecs, encodings: [{ ssrc: 6 }] } },
    ] as const;
    for (const lie of lies) {
      const ack = await page.send('produce.start', { transportId: sendId, ...lie, id: 'evil' });
      expect([codeOf(ack), JSON.stringify(lie)]).toEqual(['media-rejected', JSON.stringify(lie)]);
    }
    await page.produce(sendId, 'camera');
    expect(server.stages.workers[0]?.pid).toBe(pid);
  });

  test('a lost connection keeps its participant for a while, then gives it up', async () => {
    const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
    guest.page.close();
    const { participantId } = guest.welcome;
    await host.page.until('stage.changed', ({ participant }) => !participant.connected);
    const again = open('bob');
    await again.join('guest');
    const { welcome } = await again.enter();
    expect(welcome).toMatchObject({ participantId, resumed: true, keptMedia: false });
    again.close();
    const left = await host.page.until('stage.left');
    expect(left).toEqual({ participantId, reason: 'lost' });
  });

  test('when only the socket was lost the media lives on and consumers keep their ids', async () => {
    const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
    const producerId = await guest.page.produce(guest.sendId, 'camera');
    const before = await host.page.until('consume.offered');
    host.page.close();
    await guest.page.until('stage.changed', ({ participant }) => !participant.connected);
    const again = open('ann');
    await again.join('host');
    const welcome = await again.must('session.enter-stage', { keepMedia: true });
    expect(welcome).toMatchObject({ resumed: true, keptMedia: true });
    expect(await again.until('consume.offered')).toMatchObject({ consumerId: before.consumerId, producerId });
  });

  test('who kept the media sends on over the same transports, and receivers notice nothing', async () => {
    const { host, guest, producerId, offered, again } = await lostSocketOfOneWhoSends();
    expect(await again.must('session.enter-stage', { keepMedia: true })).toMatchObject({ keptMedia: true });
    expect(codeOf(await again.ask('transport.create-send', {}))).toBe('transport-exists');
    const second = await again.produce(guest.sendId, 'microphone');
    await host.page.until('consume.offered', (offer) => offer.producerId === second);
    expect(codeOf(await again.ask('produce.pause', { producerId }))).toBe('ok');
    await host.page.until('consume.paused', ({ consumerId }) => consumerId === offered.consumerId);
    const names = host.page.told.all.map(({ name }) => name);
    expect(names.filter((name) => name === 'consume.closed')).toEqual([]);
    expect(names.filter((name) => name === 'consume.offered')).toHaveLength(2);
  });

  test('who did not keep it restarts: other transports, and other consumers for everybody', async () => {
    const { host, guest, producerId, offered, again } = await lostSocketOfOneWhoSends();
    const { welcome, sendId } = await again.enter();
    expect(welcome).toMatchObject({ resumed: true, keptMedia: false });
    expect(sendId).not.toBe(guest.sendId);
    await host.page.until('consume.closed', ({ consumerId }) => consumerId === offered.consumerId);
    await expect(again.produce(guest.sendId, 'camera')).rejects.toThrow('transport-not-found');
    expect(codeOf(await again.ask('produce.pause', { producerId }))).toBe('producer-not-found');
    const fresh = await again.produce(sendId, 'camera');
    const next = await host.page.until('consume.offered', (offer) => offer.producerId === fresh);
    expect(next.consumerId).not.toBe(offered.consumerId);
  });

  test('a second tab takes over: one participant, never doubled', async () => {
    const first = await onStage('ann', 'host');
    const second = open('ann', 'another-tab');
    await expect(second.join('host')).rejects.toThrow('taken-over');
    await second.join('host', true);
    await first.page.until('session.ended', ({ reason }) => reason === 'taken-over');
    const { welcome } = await second.enter();
    expect(welcome.participantId).toBe(first.welcome.participantId);
    expect(server.stages.find('show_1')?.participants).toHaveLength(1);
  });

  test('a killed worker: everybody is informed once and rejoins as the same participant', async () => {
    const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
    await guest.page.produce(guest.sendId, 'camera');
    process.kill(server.stages.workers[0]?.pid ?? 0, 'SIGKILL');
    for (const each of [host, guest]) await each.page.until('stage.rebuilt');
    const back = await Promise.all([host.page.enter(), guest.page.enter()]);
    expect(back.map(({ welcome }) => welcome.participantId)).toEqual([
      host.welcome.participantId,
      guest.welcome.participantId,
    ]);
    host.page.told.clear();
    const producerId = await guest.page.produce(back[1].sendId, 'camera');
    await host.page.until('consume.offered', (offer) => offer.producerId === producerId);
  });

  test('remove, ban, lock and hand over', async () => {
    const [host, guest] = [await onStage('ann', 'host'), await onStage('bob', 'guest')];
    await host.page.must('moderation.lock', { locked: true });
    const late = open('cat');
    await late.join('guest');
    expect(codeOf(await late.ask('session.enter-stage', {}))).toBe('stage-locked');
    await host.page.must('moderation.hand-over', { participantId: guest.welcome.participantId });
    await guest.page.until('session.role-changed', ({ role }) => role === 'host');
    expect(codeOf(await host.page.ask('moderation.ban', { personId: 'bob' }))).toBe('not-allowed');
    await guest.page.must('moderation.ban', { personId: 'ann' });
    await host.page.until('session.ended', ({ reason }) => reason === 'banned');
    await expect(open('ann').join('host')).rejects.toThrow('banned');
  });

  test('the thirteenth publisher gets a clear error', async () => {
    const guests = await Promise.all(Array.from({ length: 13 }, (_, index) => onStage(`p${index}`, 'guest')));
    for (const { page, sendId } of guests.slice(0, 12)) await page.produce(sendId, 'camera');
    const last = guests[12];
    await expect(last?.page.produce(last.sendId, 'camera')).rejects.toThrow('stage-full');
  });
});
