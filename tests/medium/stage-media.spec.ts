import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Stage, StageRegistry, TapSink } from '#stage';
import { SignalLog } from '../support/kernel/signal-log.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { isAlive } from '../support/processes/processes.js';
import { consumersOf, hubOf } from '../support/stage/local-objects.js';
import { RtpFeeder, vp8Payload } from '../support/stage/stage-rtp.js';
import { OutboxLog, openStages } from '../support/stage/stages-under-test.js';
import { produceRtp, wire, wiredParticipant } from '../support/stage/wired-participant.js';

const DEADLINE_MS = 20_000;

let outbox: OutboxLog;
let stages: StageRegistry;
let stage: Stage;

beforeEach(async () => {
  outbox = new OutboxLog();
  stages = await openStages(outbox, { workers: 2 });
  stage = await stages.openStage('show_1');
});
afterEach(async () => {
  const pids = stages.workers.map(({ pid }) => pid);
  await stages.close();
  for (const pid of pids) await waitFor(`worker ${pid} to be gone`, DEADLINE_MS, () => !isAlive(pid));
});

class TapLog implements TapSink {
  readonly seen = new SignalLog<string>();
  packet(rtp: Uint8Array): void {
    this.seen.push(`packet ${rtp.at(-1)}`);
  }
  senderReport(_report?: { ntpMs: number; rtpTimestamp: number }): void {
    this.seen.push('report');
  }
  paused(isPaused: boolean): void {
    this.seen.push(isPaused ? 'paused' : 'resumed');
  }
  closed(): void {
    this.seen.push('closed');
  }
}

const offerTo = (personId: string) =>
  outbox.told.until(`an offer to ${personId}`, DEADLINE_MS, (told) =>
    told
      .flatMap(({ to, event }) => (to === personId && event.name === 'consume.offered' ? [event.data] : []))
      .at(0),
  );

describe('a stage on real workers', () => {
  test('what a guest sends is offered to the others and flows when their page is ready', async () => {
    const [host, guest] = [
      await wiredParticipant(stage, 'host', 'host'),
      await wiredParticipant(stage, 'guest', 'guest'),
    ];
    const track = await produceRtp(stage, guest, 'camera', 1_001);
    const offered = await offerTo('host');
    expect(offered).toMatchObject({ producerId: track.trackId, source: 'camera', producerPaused: false });
    const consumer = consumersOf(host).find(({ id }) => id === offered.consumerId);
    const arrived = new SignalLog<number>();
    consumer?.on('rtp', (packet) => arrived.push(packet.length));
    await host.getReception().setWanted(offered.consumerId, true);
    new RtpFeeder(track.producer, 1_001).send(vp8Payload(true));
    await arrived.until('a packet at the host', DEADLINE_MS, (all) => all[0]);
  });

  test('a tap gives packets, pauses and the end of a track', async () => {
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, guest, 'camera', 1_001);
    const feeder = new RtpFeeder(track.producer, 1_001);
    const log = new TapLog();
    await stage.tap(track).open(log);
    feeder.send(vp8Payload(true));
    await log.seen.until('a packet', DEADLINE_MS, (all) => all.find((line) => line.startsWith('packet')));
    await track.hold('owner', true);
    await track.hold('owner', false);
    track.close();
    const lines = log.seen.all.filter((line) => !line.startsWith('packet'));
    expect(lines).toEqual(['resumed', 'paused', 'resumed', 'closed']);
  });

  test('a mute is on the server: its owner cannot undo it, and no packet passes', async () => {
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, guest, 'microphone', 2_001);
    const log = new TapLog();
    await stage.tap(track).open(log);
    const feeder = new RtpFeeder(track.producer, 2_001);
    await track.hold('host', true);
    await track.hold('owner', true);
    await track.hold('owner', false);
    feeder.send(Uint8Array.of(1, 2, 3));
    await track.hold('host', false);
    feeder.send(Uint8Array.of(1, 2, 9));
    // Packets come in order, so the second says that the first was held back.
    await log.seen.until('the packet after the mute', DEADLINE_MS, (all) =>
      all.find((l) => l === 'packet 9'),
    );
    expect(log.seen.all.filter((line) => line === 'packet 3')).toEqual([]);
  });

  test('the sender clock comes through a tap', async () => {
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, guest, 'microphone', 2_001);
    const reports = new SignalLog<{ ntpMs: number; rtpTimestamp: number }>();
    const log = new TapLog();
    log.senderReport = (report?: { ntpMs: number; rtpTimestamp: number }) => report && reports.push(report);
    await stage.tap(track).open(log);
    new RtpFeeder(track.producer, 2_001).send(Uint8Array.of(1, 2, 3));
    await log.seen.until('a packet', DEADLINE_MS, (all) => all.find((line) => line.startsWith('packet')));
    const report = Buffer.alloc(28);
    report.set([0x80, 200, 0, 6]);
    report.writeUInt32BE(2_001, 4);
    report.writeUInt32BE(2_208_988_800 + 1_700_000_000, 8);
    report.writeUInt32BE(0x8000_0000, 12);
    report.writeUInt32BE(4_242, 16);
    const up = guest.sending?.transport as unknown as { sendRtcp(packet: Buffer): void };
    up.sendRtcp(report);
    const read = await reports.until('a sender report', DEADLINE_MS, (all) => all[0]);
    expect(read).toEqual({ ntpMs: 1_700_000_000_500, rtpTimestamp: 4_242 });
  });

  test('a candidate is seen by nobody until brought on, and then only streams resume', async () => {
    const [host, candidate] = [
      await wiredParticipant(stage, 'host', 'host'),
      await wiredParticipant(stage, 'viewer', 'candidate'),
    ];
    const track = await produceRtp(stage, candidate, 'camera', 1_001);
    expect(track.producer.paused).toBe(true);
    const offered = await offerTo('host');
    expect(offered.producerPaused).toBe(true);
    await host.getReception().setWanted(offered.consumerId, true);
    const consumer = host.getReception().consumers[0];
    expect(consumer?.paused).toBe(true);
    await stage.setRole(candidate, 'guest');
    expect([track.producer.paused, consumer?.paused]).toEqual([false, false]);
  });

  test('nothing stays in the worker when a stage closes', async () => {
    await wiredParticipant(stage, 'host', 'host');
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, guest, 'camera', 1_001);
    await offerTo('host');
    const log = new TapLog();
    await stage.tap(track).open(log);
    stage.close('ended');
    expect(log.seen.all.at(-1)).toBe('closed');
    expect(stages.workers.map(({ streams }) => streams)).toEqual([0, 0]);
    expect(stages.find('show_1')).toBeUndefined();
  });

  test('when a worker is killed its participants get a place on another and `stage.rebuilt`', async () => {
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, guest, 'camera', 1_001);
    const log = new TapLog();
    await stage.tap(track).open(log);
    const died = new Promise<unknown>((resolve) => track.events.on('closed', resolve));
    const dead = hubOf(guest).worker.pid;
    process.kill(dead, 'SIGKILL');
    expect(await died).toBe('died');
    await outbox.told.until('the call to come again', DEADLINE_MS, (told) =>
      told.find(({ event }) => event.name === 'stage.rebuilt'),
    );
    expect(hubOf(guest).worker.pid).not.toBe(dead);
    expect(log.seen.all.at(-1)).toBe('closed');
    await wire(stage, guest);
    expect((await produceRtp(stage, guest, 'camera', 1_001)).isClosed).toBe(false);
    await waitFor('the dead worker to be replaced', DEADLINE_MS, () => stages.workers.length === 2);
  });
});
