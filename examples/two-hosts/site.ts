import type { IncomingMessage, ServerResponse } from 'node:http';
import { Proscenium } from '@proscenium/server';

const origin = process.env.PROSCENIUM_ORIGIN ?? 'http://localhost:3000';
const showId = process.env.PROSCENIUM_SHOW ?? '';
const proscenium = new Proscenium({ origin, apiKey: process.env.PROSCENIUM_KEY ?? '' });
/** A secret link for each host; who has none watches. */
const HOSTS: Record<string, { name: string; role: 'host' | 'co-host' }> = {
  [process.env.HOST_KEY ?? 'first-host']: { name: 'Ada', role: 'host' },
  [process.env.SECOND_HOST_KEY ?? 'second-host']: { name: 'Grace', role: 'co-host' },
};

/** `GET /site?key=...`: a place on the stage for the two, in the audience for others; `POST /site/live?key=...`. */
export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? '/', 'http://site');
  const host = HOSTS[searchParams.get('key') ?? ''];
  response.setHeader('Content-Type', 'application/json');
  try {
    response.end(JSON.stringify(await (request.method === 'POST' ? goLive(host) : place(host))));
  } catch (error) {
    response
      .writeHead(502)
      .end(JSON.stringify({ message: error instanceof Error ? error.message : 'failed' }));
  }
}

async function goLive(host: object | undefined): Promise<object> {
  if (host === undefined) throw new Error('Only a host begins the show.');
  return proscenium.call('shows.goLive', { params: { showId } });
}

async function place(host: { name: string; role: 'host' | 'co-host' } | undefined): Promise<object> {
  if (host === undefined) return { origin, showId, ticket: null };
  const { ticket } = await proscenium.ticket(showId, { ...host, subject: host.name });
  return { origin, showId, ticket };
}
