// Real here: the process of a programme as the supervisor starts it, its encoders and decoders, a stage with a media worker.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ProgrammeConnection } from '#programme-link';
import type { Stage, StagePipe, StageRegistry } from '#stage';
import { cameraTrack, plain, vp8Units } from '../../support/compositor/guests.js';
import type { SyntheticTrack } from '../../support/compositor/synthetic-track.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { isAlive, processOf, treeOf } from '../../support/processes/processes.js';
import { ProgrammeProcessUnderTest } from '../../support/programme/programme-process-under-test.js';
import { filmOnStage } from '../../support/stage/film-on-stage.js';
import { OutboxLog, openStages } from '../../support/stage/stages-under-test.js';
import { produceRtp, wiredParticipant } from '../../support/stage/wired-participant.js';

const DEADLINE_MS = 20_000;
/** What viewers may be without a new frame, of which the time from publishing to the screen is not seen here. */
const BACK_WITHIN_MS = 2_000;
/** Until the supervisor takes a programme that says nothing for hung. */
const HUNG_KNOWN_WITHIN_MS = 2_000;
/** Parts of half a second come so far apart, on a machine that is busy with other things. */
const PART_GAP_MS = 1_500;
const CAMERA = 1_001;
const VIDEO = 'video-360';

let stages: StageRegistry;
let stage: Stage;
let programme: ProgrammeProcessUnderTest;
let film: SyntheticTrack | undefined;

beforeEach(async () => {
  stages = await openStages(new OutboxLog(), { workers: 1 });
  stage = await stages.openStage('show_under_test');
  programme = new ProgrammeProcessUnderTest();
});

afterEach(async () => {
  film?.close();
  const { pid } = programme;
  await programme.close();
  await stages.close();
  await waitFor('the programme to be gone', DEADLINE_MS, () => !isAlive(pid));
});

/** Joins the stage with the programme as the server does. */
function join(connection: ProgrammeConnection): StagePipe {
  const pipe = stage.openPipe((message) => connection.tellStage(message));
  connection.events.on('stage', (message) => pipe.hear(message));
  for (const { participantId: id, name } of stage.participants) connection.addParticipant({ id, name });
  for (const track of stage.tracks) pipe.add(track);
  return pipe;
}

async function filmedGuest(): Promise<void> {
  const guest = await wiredParticipant(stage, 'guest', 'guest');
  const track = await produceRtp(stage, guest, 'camera', CAMERA);
  film = cameraTrack('guest', await vp8Units(plain('red')));
  await filmOnStage(film, track, CAMERA);
}

const videoOf = (connection: ProgrammeConnection) =>
  new Promise<string>((resolve) =>
    connection.events.on('event', (event) => {
      if (event.kind === 'video-began') resolve(event.source);
    }),
  );

/** The strict form judges how long viewers were without a part. */
export function followProgramme({ isStrict }: { isStrict: boolean }): void {
  test('a guest’s camera is seen in another process, and what its encoders make reaches a follower', async () => {
    const connection = await programme.connect();
    await filmedGuest();
    const video = videoOf(connection);
    join(connection);
    expect(await video).toBe('camera');
    await programme.nextPart(VIDEO);
    await waitFor(
      'the follower to have a whole segment',
      DEADLINE_MS,
      () => programme.replicas[0]?.phase === 'live',
    );
    await waitFor('the server to hear so', DEADLINE_MS, () => connection.isPlayable);
  });

  test('who is on stage when it starts is in the video of an encoder that was still starting', async () => {
    await filmedGuest();
    const connection = await programme.connectEarly();
    const video = videoOf(connection);
    const ready = new Promise<void>((resolve) => connection.events.once('ready', resolve));
    const wasReady = connection.isReady;
    join(connection);
    if (!wasReady) await ready;
    expect(await video).toBe('camera');
    await programme.nextPart(VIDEO);
  });

  test('without its server it goes on, and another one adopts it as it is', async () => {
    const first = await programme.connect();
    await filmedGuest();
    const pipe = join(first);
    const { anchorWallMs } = first;
    await programme.nextPart(VIDEO);
    first.close();
    pipe.close();
    const before = await programme.nextPart(VIDEO);
    const after = await programme.nextPart(VIDEO);
    if (isStrict) expect(after.atMs - before.atMs).toBeLessThan(PART_GAP_MS);
    const second = await programme.connect();
    expect(second.anchorWallMs).toBe(anchorWallMs);
    const video = videoOf(second);
    join(second);
    expect(await video).toBe('camera');
    expect(programme.replicas).toHaveLength(1);
  });

  test('killed while a spare one waits, it is followed by that one, which lists itself with the show', async () => {
    const connection = await programme.connect();
    await programme.nextPart(VIDEO);
    await waitFor('a whole segment', DEADLINE_MS, () => programme.replicas[0]?.phase === 'live');
    await programme.spareWaits();
    const [spare] = treeOf(process.pid).filter(({ command }) => command.startsWith('spare programme'));
    const waiting = treeOf(spare?.pid ?? 0).map(({ command }) => command);
    expect(waiting.filter((command) => /libx264| aac |mediasoup-worker/.test(command))).toHaveLength(3);
    const closed = new Promise<void>((resolve) => connection.events.on('closed', () => resolve()));
    const last = await programme.nextPart(VIDEO);
    programme.kill();
    await closed;
    const next = await programme.nextPart(VIDEO);
    console.info(
      `programme killed beside a spare one | ${Math.round(next.atMs - last.atMs)} ms without a part`,
    );
    if (isStrict) expect(next.atMs - last.atMs).toBeLessThan(BACK_WITHIN_MS);
    expect(programme.pid).toBe(spare?.pid);
    expect(processOf(programme.pid)?.command).toMatch(/main\.js show_under_test$/);
    expect(programme.replicas).toHaveLength(1);
  });

  test('a show that ends is written to its end, and the process ends with success', async () => {
    const connection = await programme.connect();
    await programme.nextPart(VIDEO);
    connection.end();
    await programme.told.until('its end', DEADLINE_MS, (all) =>
      all.find(({ kind }) => kind === 'programme-ended'),
    );
    expect(programme.replicas[0]?.phase).toBe('ended');
  });
}

export function strikeProgramme(): void {
  test('killed, it is started again and goes on on the same timeline', async () => {
    const connection = await programme.connect();
    await programme.nextPart(VIDEO);
    await waitFor('a whole segment', DEADLINE_MS, () => programme.replicas[0]?.phase === 'live');
    const closed = new Promise<void>((resolve) => connection.events.on('closed', () => resolve()));
    const last = await programme.nextPart(VIDEO);
    const dead = programme.pid;
    programme.kill();
    await closed;
    const next = await programme.nextPart(VIDEO);
    expect(programme.pid).not.toBe(dead);
    expect(programme.replicas).toHaveLength(1);
    console.info(`programme killed | ${Math.round(next.atMs - last.atMs)} ms without a part`);
    expect(next.atMs - last.atMs).toBeLessThan(BACK_WITHIN_MS + PART_GAP_MS);
  });

  test('stopped, it is known to be hung, killed and started again, and server and follower get the new one', async () => {
    const connection = await programme.connect();
    await programme.nextPart(VIDEO);
    await waitFor('a whole segment', DEADLINE_MS, () => programme.replicas[0]?.phase === 'live');
    const closed = new Promise<void>((resolve) => connection.events.on('closed', () => resolve()));
    const last = await programme.nextPart(VIDEO);
    const hung = programme.pid;
    programme.kill('SIGSTOP');
    await closed;
    const next = await programme.nextPart(VIDEO);
    expect(programme.pid).not.toBe(hung);
    expect(isAlive(hung)).toBe(false);
    expect(programme.replicas).toHaveLength(1);
    console.info(`programme stopped | ${Math.round(next.atMs - last.atMs)} ms without a part`);
    expect(next.atMs - last.atMs).toBeLessThan(HUNG_KNOWN_WITHIN_MS + BACK_WITHIN_MS + PART_GAP_MS);
  });
}
