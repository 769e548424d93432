// Real here: all processes of an installation with a show on air, stopped or killed until they are replaced or given up.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { isAlive } from '../../support/processes/processes.js';
import { type OwnedShow, openOwnedShow } from '../../support/server/owned-show.js';
import type { OurProcess } from '../../support/server/server-under-test.js';

/** A server is hung after 5 s, a front after 3 s; the next one starts on a machine that is busy with other things. */
const REPLACED_WITHIN_MS = 30_000;
const SPARE_WITHIN_MS = 30_000;

let server: OwnedShow['server'];
let owner: OwnedShow['owner'];
let showId: string;

beforeAll(async () => {
  ({ server, owner, showId } = await openOwnedShow());
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
});

afterAll(() => server?.dispose());

const isReady = async () => (await fetch(`${server.url}/readyz`).catch(() => undefined))?.status === 200;
const hasSpare = () => server.childrenLike(/^spare server/).length === 1;
const logged = (part: string) => server.lines.all.filter((line) => line.includes(part));

async function stop(app: OurProcess): Promise<number> {
  const pid = server.pidOf(app);
  if (pid === undefined) throw new Error(`no ${app} runs`);
  process.kill(pid, 'SIGSTOP');
  await waitFor(`the stopped ${app} to be gone`, REPLACED_WITHIN_MS, () => !isAlive(pid));
  return pid;
}

export function hangProcesses(): void {
  test('a server that hangs is noticed and replaced by the spare one, and the programme goes on', async () => {
    await waitFor('a spare server', SPARE_WITHIN_MS, hasSpare);
    const [spare] = server.childrenLike(/^spare server/);
    const programme = server.pidOf('programme');
    await stop('server');
    await waitFor('the next server', REPLACED_WITHIN_MS, isReady);
    expect(logged('hung, is killed').at(-1)).toContain('"process":"server"');
    expect(server.pidOf('server')).toBe(spare?.pid);
    expect(server.pidOf('programme')).toBe(programme);
  });

  test('a front that hangs is noticed and replaced, and its port answers again', async () => {
    const stopped = await stop('front');
    await waitFor('the next front', REPLACED_WITHIN_MS, isReady);
    expect(logged('hung, is killed').at(-1)).toContain('"process":"front"');
    expect(server.pidOf('front')).not.toBe(stopped);
    // The server has noticed before the supervisor did.
    expect(logged('the front is gone').join('\n')).toContain('"reason":"silent"');
    // Pages are passed on at once; what is played has to be read from disk and from the programme.
    await waitFor('the show to be played again', REPLACED_WITHIN_MS, async () => {
      const { status } = await fetch(`${server.url}/live/${showId}/index.m3u8`);
      return status === 200;
    });
  });
}

export function endTheShow(): void {
  test('the spare server is there only while a show is on air', async () => {
    await waitFor('a spare server', SPARE_WITHIN_MS, hasSpare);
    expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
    await waitFor('no spare server', SPARE_WITHIN_MS, () => !hasSpare());
  });
}
