import type { IncomingMessage, ServerResponse } from 'node:http';
import { Proscenium } from '@proscenium/server';

const origin = process.env.PROSCENIUM_ORIGIN ?? 'http://localhost:3000';
const showId = process.env.PROSCENIUM_SHOW ?? '';
const proscenium = new Proscenium({ origin, apiKey: process.env.PROSCENIUM_KEY ?? '' });
/** Where a site of yours asks its session who this is. */
const USERS: Record<string, string> = { ada: 'Ada', grace: 'Grace' };

/** `GET /site?user=ada`: what the page of a signed-in user needs; nothing for anybody else. */
export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const user = new URL(request.url ?? '/', 'http://site').searchParams.get('user') ?? '';
  const name = USERS[user];
  response.setHeader('Content-Type', 'application/json');
  if (name === undefined) return void response.writeHead(403).end('{"message":"Sign in first."}');
  try {
    const { ticket, playbackUrl } = await proscenium.ticket(showId, { role: 'viewer', name, subject: user });
    response.end(JSON.stringify({ origin, showId, ticket, playbackUrl }));
  } catch (error) {
    response
      .writeHead(502)
      .end(JSON.stringify({ message: error instanceof Error ? error.message : 'failed' }));
  }
}
