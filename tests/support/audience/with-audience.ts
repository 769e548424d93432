import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { TestDatabase } from '../data/databases.js';
import { AudienceUnderTest } from './audience-under-test.js';

/** A database for all tests of a suite, and an audience of its own for each of them. */
export function withAudience(
  open: () => Promise<TestDatabase>,
  use: (site: AudienceUnderTest, held: TestDatabase) => void,
): void {
  let held: TestDatabase;
  let site: AudienceUnderTest;
  beforeAll(async () => {
    held = await open();
  });
  afterAll(() => held.close());
  beforeEach(async () => {
    site = await AudienceUnderTest.create(held.database);
    use(site, held);
  });
  afterEach(() => site.audience.close());
}
