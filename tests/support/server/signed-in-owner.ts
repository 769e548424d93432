import { ApiClient } from './api-client.js';
import type { ServerUnderTest } from './server-under-test.js';

export const OWNER_PASSWORD = 'a stage, an audience, a show';

/** The owner of a fresh server, signed in by the printed link, and the show that comes with it. */
export async function signedInOwner(server: ServerUnderTest): Promise<{ owner: ApiClient; showId: string }> {
  const link = new URL(await server.ownerLink());
  const owner = new ApiClient(server.url);
  const { body } = await owner.post('/setup', {
    token: link.pathname.split('/').pop(),
    name: 'Ada',
    email: 'ada@example.org',
    password: OWNER_PASSWORD,
  });
  return { owner, showId: String(body.showId) };
}
