// On whom people on a stage may act, over real sockets and a real stage.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Ack, RequestInput, RequestName } from '#protocol';
import { StagePage } from '../support/stage/stage-page.js';
import { StageServer } from '../support/stage/stage-server.js';

type StageRole = 'host' | 'co-host' | 'guest';
const MESSAGES = {
  'moderation.mute': (participantId) => ({ participantId, source: 'microphone' }),
  'moderation.unmute': (participantId) => ({ participantId, source: 'microphone' }),
  'moderation.stop': (participantId) => ({ participantId, source: 'microphone' }),
  'moderation.remove': (participantId) => ({ participantId }),
  'moderation.ban': (_participantId, personId) => ({ personId }),
  'promotion.send-back': (participantId) => ({ participantId }),
} satisfies {
  [Name in RequestName]?: (participantId: string, personId: string) => RequestInput<Name>;
};

let server: StageServer;
let pages: StagePage[] = [];

beforeAll(async () => {
  server = await StageServer.create();
});
afterEach(() => {
  for (const page of pages) page.close();
  pages = [];
});
afterAll(() => server.close());

let people = 0;
async function enter(role: StageRole | 'moderator') {
  people += 1;
  const page = new StagePage(server.url, `person-${people}`);
  pages.push(page);
  await page.join(role as StageRole);
  const participantId = role === 'moderator' ? '' : (await page.enter()).welcome.participantId;
  return { page, participantId };
}
const codeOf = (ack: Ack<unknown>): string => (ack.ok ? 'ok' : ack.error.code);

test.each([
  ['co-host', 'co-host', 'not-allowed'],
  ['co-host', 'host', 'not-allowed'],
  ['moderator', 'co-host', 'not-allowed'],
  ['moderator', 'host', 'not-allowed'],
  ['co-host', 'guest', 'done'],
  ['host', 'co-host', 'done'],
] as const)('what a %s does to a %s is %s', async (actor, target, outcome) => {
  const by = await enter(actor);
  for (const [name, request] of Object.entries(MESSAGES)) {
    const whom = await enter(target);
    const payload = request(whom.participantId, whom.page.personId);
    const code = codeOf(await by.page.ask(name as RequestName, payload as never));
    // Nobody sends anything: to stop it is allowed, and finds nothing.
    const allowed = name === 'moderation.stop' ? 'producer-not-found' : 'ok';
    // Moderators send nobody back, whatever the rank.
    const isTheirs = !(actor === 'moderator' && name === 'promotion.send-back');
    expect([name, code]).toEqual([name, outcome === 'done' && isTheirs ? allowed : 'not-allowed']);
    if (whom.page) whom.page.close();
  }
});
