import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { STORY_PROGRAMME } from '../server/small-programme.js';
import { VisitedSite } from './visited-site.js';

/** One site for all tests of a file; `name` is that of the images of what its pages showed last. */
export function storySite(name: string): () => VisitedSite {
  let site: VisitedSite | undefined;
  beforeAll(async () => {
    site = await VisitedSite.open(STORY_PROGRAMME);
  }, 120_000);
  afterAll(() => site?.close());
  afterEach(() => site?.sendHome(name));
  return () => {
    if (site === undefined) throw new Error('the site is not open');
    return site;
  };
}
