import type { ApiClient } from './api-client.js';
import { type ServerOptions, ServerUnderTest } from './server-under-test.js';
import { signedInOwner } from './signed-in-owner.js';
import { SMALL_PROGRAMME } from './small-programme.js';

export interface OwnedShow {
  server: ServerUnderTest;
  owner: ApiClient;
  showId: string;
}

/** A real server with a small programme, its owner signed in, and a public show that is not on air. */
export async function openOwnedShow(options: ServerOptions = {}): Promise<OwnedShow> {
  const server = await ServerUnderTest.start({ ...options, env: { ...SMALL_PROGRAMME, ...options.env } });
  try {
    const { owner } = await signedInOwner(server);
    const { body } = await owner.post('/shows', { title: 'A show', visibility: 'public', profile: 'low' });
    return { server, owner, showId: body.id };
  } catch (error) {
    await server.dispose();
    throw error;
  }
}
