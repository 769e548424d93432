import type { IncomingMessage, ServerResponse } from 'node:http';
import { Proscenium } from '@proscenium/server';

const origin = process.env.PROSCENIUM_ORIGIN ?? 'http://localhost:3000';
const showId = process.env.PROSCENIUM_SHOW ?? '';
const proscenium = new Proscenium({ origin, apiKey: process.env.PROSCENIUM_KEY ?? '' });

/** `GET /site?name=Lin` for a pupil, `?name=Ms%20Noether&teacher` for who gives the lesson; `POST /site/begin` and `/site/end`. */
export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
  response.setHeader('Content-Type', 'application/json');
  try {
    response.end(JSON.stringify(await bodyFor(`${request.method} ${pathname}`, searchParams)));
  } catch (error) {
    response
      .writeHead(502)
      .end(JSON.stringify({ message: error instanceof Error ? error.message : 'failed' }));
  }
}

async function bodyFor(asked: string, query: URLSearchParams): Promise<object> {
  const params = { showId };
  if (asked === 'POST /begin') return proscenium.call('shows.goLive', { params });
  if (asked === 'POST /end') return proscenium.call('shows.end', { params });
  const name = query.get('name') ?? 'Pupil';
  // A site of yours knows by its own session who teaches: never by the address as here.
  const isTeacher = query.has('teacher');
  const { ticket } = await proscenium.ticket(showId, { role: isTeacher ? 'host' : 'viewer', name });
  return { origin, showId, ticket, isTeacher };
}
