// Real here: packager, origin and their HTTP. What our player lists by itself is compared with what the server lists.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseMediaPlaylist } from '#media';
import { withPart } from '../../libs/client/src/viewer/ahead/foreseen-playlist.js';
import { PART_HEADER, readPartFacts } from '../../libs/client/src/viewer/ahead/part-facts.js';
import { CAPTIONS_RENDITION, FakeLiveShow } from '../support/origin/fake-live-show.js';

const PARTS = 24;
const server = createServer();
let show: FakeLiveShow;
let base: string;

beforeAll(async () => {
  show = new FakeLiveShow('show_1', 20_000, { hasAudio: true, hasCaptions: true });
  show.origin.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/show_1/`;
});

afterAll(() => {
  show.origin.close();
  server.close();
});

const textOf = async (rendition: string) => (await fetch(`${base}${rendition}.m3u8`)).text();

/** What a player goes by; what stands before it may be older in a foreseen one. */
function tailOf(text: string) {
  const { segments, open, preloadHint, serverControl, partTargetSeconds } = parseMediaPlaylist(text);
  const newest = segments.slice(-3).map(({ uri, durationSeconds, programDateTimeMs, parts }) => ({
    ...{ uri, durationSeconds, programDateTimeMs },
    // The server no longer lists parts of older ones.
    parts: parts.slice(-1),
  }));
  return { newest, open, preloadHint, serverControl, partTargetSeconds };
}

/** Audio may need a frame of the part after it. */
const PARTS_AT_MOST = 3;
/** A line of captions is a quarter of a second long, and the last one of a segment waits for a part of video. */
const FRAMES_AT_MOST = 40;

/** Asked for before it is there, as a player does. */
async function nextPart(uri: string, hasFrames: boolean) {
  let isOver = false;
  const asked = fetch(`${base}${uri}`).finally(() => {
    isOver = true;
  });
  // It may be there already.
  while (show.origin.heldCount === 0 && !isOver) await setImmediate();
  for (
    let added = 0;
    show.origin.heldCount > 0 && added < (hasFrames ? FRAMES_AT_MOST : PARTS_AT_MOST);
    added += 1
  )
    if (hasFrames) show.addFrame();
    else show.addPart();
  const response = await asked;
  expect(response.status).toBe(200);
  await response.arrayBuffer();
  const facts = readPartFacts(response.headers.get(PART_HEADER));
  if (!facts) throw new Error(`${uri} says nothing of itself`);
  return facts;
}

test.each(['v', 'a', CAPTIONS_RENDITION])(
  'rendition %s: what a player foresees is what the server lists',
  async (id) => {
    let foreseen = await textOf(id);
    let compared = 0;
    for (let part = 0; part < PARTS; part += 1) {
      // Some parts of captions are cut for what is said.
      if (part % 3 === 0) show.say(`word ${part}`);
      const facts = await nextPart(parseMediaPlaylist(foreseen).preloadHint ?? '', id === CAPTIONS_RENDITION);
      foreseen = withPart(foreseen, facts) ?? '';
      expect(parseMediaPlaylist(foreseen).preloadHint).toBe(facts.next);
      const { newest, ...listed } = tailOf(await textOf(id));
      // The server may be a part ahead.
      if (listed.preloadHint !== facts.next) continue;
      compared += 1;
      expect(tailOf(foreseen)).toMatchObject(listed);
      expect(tailOf(foreseen).newest.at(-1)).toEqual(newest.at(-1));
    }
    expect(compared).toBeGreaterThan(PARTS / 2);
  },
);

test('pages of other origins may read what a part says of itself', async () => {
  const { headers } = await fetch(
    `${base}${parseMediaPlaylist(await textOf('v')).segments.at(-1)?.parts[0]?.uri}`,
  );
  expect(headers.get('Access-Control-Expose-Headers')).toContain(PART_HEADER);
});
