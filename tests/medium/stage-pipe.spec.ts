import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DirectTransport } from 'mediasoup/types';
import type { Stage, StageRegistry, Track } from '#stage';
import { waitFor } from '../support/kernel/wait-for.js';
import { isAlive } from '../support/processes/processes.js';
import { hubOf } from '../support/stage/local-objects.js';
import { PipedStage } from '../support/stage/piped-stage.js';
import { RtpFeeder, vp8Payload } from '../support/stage/stage-rtp.js';
import { OutboxLog, openStages } from '../support/stage/stages-under-test.js';
import { produceRtp, wiredParticipant } from '../support/stage/wired-participant.js';

const DEADLINE_MS = 20_000;
const MICROPHONE = 2_001;
const CAMERA = 1_001;

let stages: StageRegistry;
let stage: Stage;
let piped: PipedStage;

beforeEach(async () => {
  stages = await openStages(new OutboxLog(), { workers: 1 });
  stage = await stages.openStage('show_1');
  piped = await PipedStage.create(stage);
});

afterEach(async () => {
  const pids = [...stages.workers.map(({ pid }) => pid), await piped.receiver.workerPid().catch(() => 0)];
  await piped.close();
  await stages.close();
  for (const pid of pids.filter(Boolean))
    await waitFor(`worker ${pid} to be gone`, DEADLINE_MS, () => !isAlive(pid));
});

const until = (line: string) =>
  piped.log.lines.until(line, DEADLINE_MS, (all) => (all.includes(line) ? true : undefined));
const linesWithoutPackets = () => piped.log.lines.all.filter((line) => !line.includes('packet'));

/** A guest's microphone that flows through the pipe. */
async function pipedMicrophone(): Promise<{ track: Track; feeder: RtpFeeder }> {
  const guest = await wiredParticipant(stage, 'guest', 'guest');
  const track = await produceRtp(stage, guest, 'microphone', MICROPHONE);
  const feeder = new RtpFeeder(track.producer, MICROPHONE);
  piped.pipe.add(track);
  await until('microphone resumed');
  await flows(feeder, 1);
  return { track, feeder };
}

/** Sends until one of the packets has arrived: the far end tells that it is ready before the near one has resumed. */
async function flows(feeder: RtpFeeder, mark: number): Promise<void> {
  await waitFor(`packets marked ${mark}`, DEADLINE_MS, () => {
    feeder.send(Uint8Array.of(1, 2, mark));
    return piped.log.lines.all.some((line) => line.endsWith(`packet ${mark}`));
  });
}

function sendReport(sender: Stage['participants'][number], ssrc: number): void {
  const report = Buffer.alloc(28);
  report.set([0x80, 200, 0, 6]);
  report.writeUInt32BE(ssrc, 4);
  report.writeUInt32BE(2_208_988_800 + 1_700_000_000, 8);
  report.writeUInt32BE(0x8000_0000, 12);
  report.writeUInt32BE(4_242, 16);
  const up = sender.sending?.transport as unknown as { sendRtcp(packet: Buffer): void };
  up.sendRtcp(report);
}

describe('a pipe from the stage into a programme', () => {
  test('brings packets, pauses and the end of a track to the other side', async () => {
    const { track } = await pipedMicrophone();
    await track.hold('owner', true);
    await until('microphone paused');
    await track.hold('owner', false);
    track.close();
    await until('microphone closed');
    expect(linesWithoutPackets()).toEqual([
      'microphone added',
      'microphone resumed',
      'microphone paused',
      'microphone resumed',
      'microphone closed',
    ]);
  });

  test('brings the sender’s own reports, not those of a worker on the way', async () => {
    const { track } = await pipedMicrophone();
    const speaker = stage.find(track.participantId);
    if (speaker === undefined) throw new Error('the speaker is gone');
    sendReport(speaker, MICROPHONE);
    const report = await piped.log.reports.until('a report', DEADLINE_MS, (all) => all[0]);
    expect(report).toEqual({ ntpMs: 1_700_000_000_500, rtpTimestamp: 4_242 });
  });

  test('keeps a private talk in the green room on the stage’s side', async () => {
    await wiredParticipant(stage, 'host', 'host');
    const candidate = await wiredParticipant(stage, 'candidate', 'candidate');
    const host = stage.getPerson('host');
    await stage.setVetting(candidate.participantId, host.participantId);
    const track = await produceRtp(stage, candidate, 'microphone', MICROPHONE);
    piped.pipe.add(track);
    await until('microphone paused');
    const feeder = new RtpFeeder(track.producer, MICROPHONE);
    for (let count = 0; count < 10; count += 1) feeder.send(Uint8Array.of(1, 2, 3));
    await stage.setRole(candidate, 'guest');
    await until('microphone resumed');
    await flows(feeder, 9);
    expect(piped.log.lines.all.filter((line) => line.endsWith('packet 3'))).toEqual([]);
  });

  test('keeps what a host says to one participant on the stage’s side', async () => {
    const host = await wiredParticipant(stage, 'host', 'host');
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, host, 'microphone', MICROPHONE);
    piped.pipe.add(track);
    await until('microphone resumed');
    const feeder = new RtpFeeder(track.producer, MICROPHONE);
    await flows(feeder, 1);
    await stage.setTalkback(host, guest);
    await until('microphone paused');
    for (let count = 0; count < 10; count += 1) feeder.send(Uint8Array.of(1, 2, 3));
    await stage.setTalkback(host, null);
    await flows(feeder, 9);
    expect(piped.log.lines.all.filter((line) => line.endsWith('packet 3'))).toEqual([]);
  });

  test('a camera’s owner gets a key frame request through it', async () => {
    const guest = await wiredParticipant(stage, 'guest', 'guest');
    const track = await produceRtp(stage, guest, 'camera', CAMERA);
    const asked = new Promise<void>((resolve) =>
      (guest.sending?.transport as DirectTransport | undefined)?.on('rtcp', () => resolve()),
    );
    piped.pipe.add(track);
    await until('camera resumed');
    const feeder = new RtpFeeder(track.producer, CAMERA);
    feeder.send(vp8Payload(true));
    await asked;
  });

  test('a killed media worker of the programme is replaced, and the stage pipes its tracks again', async () => {
    const { feeder } = await pipedMicrophone();
    const dead = await piped.receiver.workerPid();
    process.kill(dead, 'SIGKILL');
    await until('microphone closed');
    await piped.log.lines.until('the track again', DEADLINE_MS, (all) =>
      all.filter((line) => line === 'microphone added').length === 2 ? true : undefined,
    );
    await flows(feeder, 7);
    expect(await piped.receiver.workerPid()).not.toBe(dead);
  });

  test('a killed media worker of the stage ends its tracks, and what comes after it flows', async () => {
    const { track } = await pipedMicrophone();
    process.kill(hubOf(track).worker.pid, 'SIGKILL');
    await until('microphone closed');
    await waitFor('another worker', DEADLINE_MS, () => stages.workers.some(({ isAlive: lives }) => lives));
    const next = await wiredParticipant(stage, 'next', 'guest');
    const again = await produceRtp(stage, next, 'microphone', MICROPHONE);
    piped.pipe.add(again);
    await flows(new RtpFeeder(again.producer, MICROPHONE), 8);
  });

  test('without its connection the programme has no track any more', async () => {
    await pipedMicrophone();
    piped.cut();
    await until('microphone closed');
  });
});
