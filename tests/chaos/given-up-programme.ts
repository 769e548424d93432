// Real here: all processes of an installation; the programme of its show is killed each time it starts.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { waitFor } from '../support/kernel/wait-for.js';
import { type OwnedShow, openOwnedShow } from '../support/server/owned-show.js';

/** Ten starts with pauses of up to five seconds, on a machine that is busy with other things. */
const GIVEN_UP_WITHIN_MS = 90_000;
const ON_AIR_WITHIN_MS = 40_000;
const LOOK_EVERY_MS = 10;

let server: OwnedShow['server'];
let owner: OwnedShow['owner'];
let showId: string;

beforeAll(async () => {
  ({ server, owner, showId } = await openOwnedShow());
});

afterAll(() => server?.dispose());

const logged = (part: string) => server.lines.all.filter((line) => line.includes(part));
const startedPids = () =>
  logged('supervisor.start | started')
    .map((line) => JSON.parse(line) as { process: string; childPid: number })
    .filter(({ process: name }) => name.startsWith('programme '))
    .map(({ childPid }) => childPid);
const stateOf = async () => ((await owner.get(`/shows/${showId}`)).body as { state: string }).state;
const isPlayable = async () => (await fetch(`${server.url}/live/${showId}/index.m3u8`)).status === 200;

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The supervisor was faster: the start was given up.
  }
}

/** Kills the programme that runs and every one that is started, until that is over. */
function killEach(): { stop(): Promise<void> } {
  let isOver = false;
  const killed = new Set(startedPids().slice(0, -1));
  const kill = async () => {
    while (!isOver) {
      for (const pid of startedPids())
        if (!killed.has(pid)) {
          killed.add(pid);
          killOne(pid);
        }
      await systemClock.sleep(LOOK_EVERY_MS);
    }
  };
  const killing = kill();
  return {
    stop: () => {
      isOver = true;
      return killing;
    },
  };
}

export function neverStart(): void {
  test('a show whose programme never starts is failed, and "Go live" starts it', async () => {
    const killer = killEach();
    const answer = await owner.post(`/shows/${showId}/live`);
    await killer.stop();
    expect(answer.status).toBe(503);
    expect(await stateOf()).toBe('failed');
    expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
    expect(await stateOf()).toBe('live');
    await waitFor('the show to be playable', ON_AIR_WITHIN_MS, isPlayable);
  });
}

/** Of the show that is on air by then. */
export function giveUp(): void {
  test('a programme on air that dies each time it starts is given up, and starts by itself after a pause', async () => {
    const killer = killEach();
    await waitFor(
      'the supervisor to give up',
      GIVEN_UP_WITHIN_MS,
      () => logged('supervisor.end | given up').length > 0,
    );
    await killer.stop();
    const connected = logged('live.programme | connected').length;
    await waitFor('the next try', ON_AIR_WITHIN_MS, () => logged('interrupted, started again').length > 0);
    await waitFor(
      'the show to go on',
      ON_AIR_WITHIN_MS,
      () => logged('live.programme | connected').length > connected,
    );
    expect(await stateOf()).toBe('live');
    await waitFor('the show to be playable', ON_AIR_WITHIN_MS, isPlayable);
  });
}
