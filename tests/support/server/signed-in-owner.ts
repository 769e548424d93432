import { ApiClient } from './api-client.js';
import type { ServerUnderTest } from './server-under-test.js';

export const OWNER_PASSWORD = 'a stage, an audience, a door';

/** The owner of a fresh server, signed in by the printed link, and the show that comes with it. */
export async function signedInOwner(server: ServerUnderTest): Promise<{ owner: ApiClient; showId: string }> {
  const link = new URL(await server.ownerLink());
  const owner = new ApiClient(server.url);
  const opened = await owner.get(`/${link.pathname}`);
  const showId = (opened.headers.get('location') ?? '').split('/').pop() ?? '';
  await owner.get('/session');
  await owner.patch('/me', { email: 'ada@example.org', newPassword: OWNER_PASSWORD });
  return { owner, showId };
}
