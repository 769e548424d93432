// Real here: two nodes as people start them, PostgreSQL, Redis, a browser, an encrypted pipe between the nodes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { ClusterStage } from '../../support/stage/cluster-stage.js';

const SOON_MS = 30_000;
const TEST_MS = 240_000;
/** The page's and the server's. */
const BOTH_CHANNELS = 2;

let stage: ClusterStage;

beforeAll(async () => {
  stage = await ClusterStage.open();
}, TEST_MS);
afterAll(() => stage?.close());

test(
  'a captioner whose media another node carries types to the node that runs the show, and has its answers',
  async () => {
    const captioner = await stage.carriedCaptioner();
    await captioner.prepareCaptions();
    await waitFor('both channels', SOON_MS, async () => (await captioner.dataChannels()) === BOTH_CHANNELS);
    // The show is not on air: the refusal by its node crosses all of the way.
    expect(await captioner.caption({ language: 'en', text: 'Good evening' })).toBe('show-not-live');
    expect(await captioner.caption({ language: '', text: 'Good evening' })).toBe('bad-message');
    expect(await captioner.requested('programme.caption')).toBe(0);
  },
  TEST_MS,
);
