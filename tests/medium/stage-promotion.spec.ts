import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ack } from '#protocol';
import { StagePage } from '../support/stage/stage-page.js';
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

function open(personId: string): StagePage {
  const page = new StagePage(server.url, personId);
  pages.push(page);
  return page;
}
async function seated(personId: string, role: 'host' | 'guest') {
  const page = open(personId);
  await page.join(role);
  return { page, ...(await page.enter()) };
}
async function watching(personId: string): Promise<StagePage> {
  const page = open(personId);
  await page.join('viewer');
  return page;
}
/** From a raised hand to the green room, with a camera that waits. */
async function inGreenRoom(host: StagePage, viewer: StagePage) {
  await viewer.must('promotion.raise-hand', {});
  const { promotionId } = await host.must('promotion.invite', { personId: viewer.personId });
  await viewer.must('promotion.accept', { promotionId });
  const entered = await viewer.enter();
  const producerId = await viewer.produce(entered.sendId, 'camera');
  await viewer.must('promotion.ready', { promotionId });
  return { ...entered, promotionId, producerId };
}
const codeOf = (ack: Ack<unknown>): string => (ack.ok ? 'ok' : ack.error.code);
/** Who has accepted is a candidate already, and may not accept again. */
const sameWrong = (ack: Ack<unknown>): Ack<unknown> =>
  codeOf(ack) === 'not-allowed' && !ack.ok
    ? { ...ack, error: { ...ack.error, code: 'promotion-wrong-state' } }
    : ack;

test('a hand that was up before a restart is up again, and goes with a viewer who does not return', async () => {
  const host = await seated('ann', 'host');
  const viewer = await watching('vic');
  const { promotion } = server.services;
  const hand = (personId: string) => ({
    promotionId: `promotion_${personId}`,
    person: { personId, name: personId },
    raisedWallMs: 1_000,
  });
  const { promotionId } = await watching('una').then((una) => una.must('promotion.raise-hand', {}));
  // Una has raised her hand again already: the old one is of no use.
  expect(promotion.restore('show_1', [hand('vic'), hand('away'), hand('una')])).toEqual(['promotion_una']);
  const { promotions } = await host.page.must('promotion.list', {});
  expect(promotions.map((each) => each.promotionId)).toEqual([
    promotionId,
    'promotion_vic',
    'promotion_away',
  ]);
  expect(promotions[1]).toMatchObject({ state: 'raised', personId: 'vic', sinceWallMs: 1_000 });
  const lost = await host.page.until('promotion.changed', (each) => each.promotion.state === 'lost');
  expect(lost.promotion.personId).toBe('away');
  await viewer.must('promotion.lower-hand', {});
});

test('of two who invite, answer or bring on at once one does it, and the other is refused', async () => {
  const host = await seated('ann', 'host');
  const coHost = open('bob');
  await coHost.join('co-host');
  await coHost.enter();
  const viewer = await watching('vic');
  const once = async (...asked: Promise<Ack<unknown>>[]) =>
    expect((await Promise.all(asked)).map(codeOf).sort()).toEqual(['ok', 'promotion-wrong-state']);
  const { promotionId } = await viewer.must('promotion.raise-hand', {});
  const hosts = [host.page, coHost];
  await once(...hosts.map((page) => page.ask('promotion.invite', { personId: 'vic' })));
  await once(...[1, 2].map(() => viewer.ask('promotion.accept', { promotionId }).then(sameWrong)));
  const entered = await viewer.enter();
  await viewer.produce(entered.sendId, 'camera');
  await viewer.must('promotion.ready', { promotionId });
  await once(...hosts.map((page) => page.ask('promotion.bring-on', { promotionId })));
});

test('a show may allow fewer on its stage than the stages does', async () => {
  const host = await seated('ann', 'host');
  await host.page.produce(host.sendId, 'camera');
  const viewer = await watching('vic');
  const { promotionId } = await inGreenRoom(host.page, viewer);
  const stage = server.stages.find('show_1');
  stage?.limitPublishers(1);
  expect(codeOf(await host.page.ask('promotion.bring-on', { promotionId }))).toBe('stage-full');
  stage?.limitPublishers(2);
  expect(codeOf(await host.page.ask('promotion.bring-on', { promotionId }))).toBe('ok');
});

describe('from the audience to the stage and back', () => {
  test('hand, invitation, green room, stage: only streams resume when it counts', async () => {
    const steps: string[] = [];
    server.services.promotion.events.on('measured', ({ step }) => steps.push(step));
    const host = await seated('ann', 'host');
    const viewer = await watching('vic');
    const { promotionId, producerId, welcome } = await inGreenRoom(host.page, viewer);
    const offered = await host.page.until('consume.offered', (offer) => offer.producerId === producerId);
    expect(offered.producerPaused).toBe(true);
    await host.page.must('consume.resume', { consumerId: offered.consumerId });
    await host.page.must('promotion.bring-on', { promotionId });
    await host.page.until('consume.resumed', ({ consumerId }) => consumerId === offered.consumerId);
    await viewer.until('session.role-changed', ({ role }) => role === 'guest');
    await host.page.must('promotion.seen', { participantId: welcome.participantId });
    expect(steps).toEqual(['hand-to-invitation', 'invitation-to-ready', 'bring-on-to-host-frame']);
    await host.page.must('promotion.send-back', { participantId: welcome.participantId });
    await viewer.until('session.role-changed', ({ role }) => role === 'viewer');
    await viewer.until('promotion.changed', ({ promotion }) => promotion.state === 'returned');
    expect(codeOf(await viewer.ask('transport.create-send', {}))).toBe('not-allowed');
  });

  test('a vetting talk reaches the two and nobody else', async () => {
    const [host, guest] = [await seated('ann', 'host'), await seated('bob', 'guest')];
    await host.page.produce(host.sendId, 'microphone');
    const viewer = await watching('vic');
    const { promotionId, producerId } = await inGreenRoom(host.page, viewer);
    const offerOf = async (page: StagePage) =>
      (await page.until('consume.offered', (offer) => offer.producerId === producerId)).consumerId;
    const [atHost, atGuest] = [await offerOf(host.page), await offerOf(guest.page)];
    const hostVoice = await guest.page.until('consume.offered', (offer) => offer.source === 'microphone');
    await host.page.must('promotion.vet', { promotionId, on: true });
    await host.page.until('consume.resumed', ({ consumerId }) => consumerId === atHost);
    await guest.page.until('consume.paused', ({ consumerId }) => consumerId === hostVoice.consumerId);
    const atGuestNow = server.stages.find('show_1')?.findPerson('bob')?.reception?.consumers;
    expect(atGuestNow?.find(({ id }) => id === atGuest)?.paused).toBe(true);
    await host.page.must('promotion.vet', { promotionId, on: false });
    await guest.page.until('consume.resumed', ({ consumerId }) => consumerId === hostVoice.consumerId);
  });

  test('raising twice is raising once, and another may not answer for you', async () => {
    const host = await seated('ann', 'host');
    const [viewer, other] = [await watching('vic'), await watching('oda')];
    const first = await viewer.must('promotion.raise-hand', {});
    expect((await viewer.must('promotion.raise-hand', {})).promotionId).toBe(first.promotionId);
    const { promotionId } = await host.page.must('promotion.invite', { personId: 'vic' });
    expect(codeOf(await host.page.ask('promotion.invite', { personId: 'vic' }))).toBe(
      'promotion-wrong-state',
    );
    expect(codeOf(await other.ask('promotion.accept', { promotionId }))).toBe('promotion-not-found');
    expect(codeOf(await host.page.ask('promotion.bring-on', { promotionId }))).toBe('not-on-stage');
    await viewer.must('promotion.decline', { promotionId });
    expect(codeOf(await viewer.ask('promotion.accept', { promotionId }))).toBe('promotion-not-found');
    expect((await host.page.must('promotion.list', {})).promotions).toEqual([]);
  });

  test('a candidate who is lost in the green room ends it, and is a viewer when they return', async () => {
    const host = await seated('ann', 'host');
    const viewer = await watching('vic');
    await inGreenRoom(host.page, viewer);
    viewer.close();
    await host.page.until('promotion.changed', ({ promotion }) => promotion.state === 'lost');
    expect(server.stages.find('show_1')?.findPerson('vic')).toBeUndefined();
    expect((await open('vic').join('viewer')).role).toBe('viewer');
  });

  test('a guest who was promoted keeps the part over a lost connection', async () => {
    const host = await seated('ann', 'host');
    const viewer = await watching('vic');
    const { promotionId, welcome } = await inGreenRoom(host.page, viewer);
    await host.page.must('promotion.bring-on', { promotionId });
    viewer.close();
    await host.page.until('stage.changed', ({ participant }) => !participant.connected);
    const again = open('vic');
    expect((await again.join('viewer')).role).toBe('guest');
    expect((await again.enter()).welcome.participantId).toBe(welcome.participantId);
  });

  test('a raised hand goes down when its viewer does not return', async () => {
    const host = await seated('ann', 'host');
    const viewer = await watching('vic');
    await viewer.must('promotion.raise-hand', {});
    viewer.close();
    await host.page.until('promotion.changed', ({ promotion }) => promotion.state === 'lost');
  });
});
