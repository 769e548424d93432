import { ApiClient } from './api-client.js';
import type { ServerUnderTest } from './server-under-test.js';

const EMAIL = 'ada@example.org';
export const OWNER_PASSWORD = 'a stage, an audience, a show';

/** The owner, signed in with the password at a server that has one already. */
export async function ownerAt(url: string): Promise<ApiClient> {
  const owner = new ApiClient(url);
  const { status, body } = await owner.post('/session', { email: EMAIL, password: OWNER_PASSWORD });
  if (status !== 201) throw new Error(`the owner could not sign in: ${status} ${JSON.stringify(body)}`);
  return owner;
}

/** The owner of a fresh server, signed in by the printed link, and the show that comes with it. */
export async function signedInOwner(server: ServerUnderTest): Promise<{ owner: ApiClient; showId: string }> {
  const link = new URL(await server.ownerLink());
  const owner = new ApiClient(server.url);
  const { body } = await owner.post('/setup', {
    token: link.pathname.split('/').pop(),
    name: 'Ada',
    email: EMAIL,
    password: OWNER_PASSWORD,
  });
  return { owner, showId: String(body.showId) };
}
