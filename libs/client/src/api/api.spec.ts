import { afterEach, expect, jest, test } from '@jest/globals';
import { SiteApi } from './site-api.js';

const TOKEN = 'token of the session that the cookie has now';

/** Answers as a server that knows the cookie, and refuses changes without the session's token. */
function answer(address: string, { method, headers }: RequestInit = {}): Response {
  const sent = new Headers(headers).get('x-csrf-token');
  if (address.endsWith('/session') && method === 'GET')
    return Response.json({ person: null, csrfToken: TOKEN });
  if (sent !== TOKEN) return Response.json({ code: 'csrf' }, { status: 403 });
  return Response.json({ role: 'guest', name: null, show: null });
}

function serve(answers = answer) {
  const asked: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (address, request) => {
    asked.push(`${request?.method} ${String(address).replace('/api/v1', '')}`);
    return answers(String(address), request);
  });
  return asked;
}

afterEach(() => {
  jest.restoreAllMocks();
});

test('a page that a link opened for a signed-in person asks for the token, and goes on', async () => {
  const asked = serve();
  const api = new SiteApi();
  expect(await api.invitation('secret')).toEqual({ role: 'guest', name: null, show: null });
  expect(asked).toEqual(['POST /invitations/look', 'GET /session', 'POST /invitations/look']);
  await api.invitation('secret');
  expect(asked).toHaveLength(4);
});

test('what is refused with the right token too is not sent for ever', async () => {
  const asked = serve((address, request) =>
    request?.method === 'GET' ? answer(address, request) : Response.json({ code: 'csrf' }, { status: 403 }),
  );
  const api = new SiteApi();
  await expect(api.invitation('secret')).rejects.toMatchObject({ code: 'csrf' });
  expect(asked).toHaveLength(3);
  await expect(api.invitation('secret')).rejects.toMatchObject({ code: 'csrf' });
  expect(asked).toHaveLength(5);
});

test('other refusals are not sent again', async () => {
  const asked = serve(() => Response.json({ code: 'not-allowed' }, { status: 403 }));
  await expect(new SiteApi().invitation('secret')).rejects.toMatchObject({ code: 'not-allowed' });
  expect(asked).toEqual(['POST /invitations/look']);
});
