// Runs at the edge on each request below /live/ (docs/cdn.md). Bindings: ORIGIN, EDGE_SECRET and PLAYBACK_SECRET, see
// wrangler.toml. Only what browsers and Workers have in common is used: fetch, Request, Response, Web Crypto.

const PATH = /^\/live\/(?:t\/([A-Za-z0-9._-]{1,512})\/)?([A-Za-z0-9_-]{1,64})(\/[A-Za-z0-9_./-]{1,256})$/;
const DIRECTIVES = { _HLS_msn: /^\d{1,15}$/, _HLS_part: /^\d{1,15}$/, _HLS_skip: /^(YES|v2)$/ };
const REMEMBERED_MS = 2_000;
const MOST_REMEMBERED = 10_000;

const text = new TextEncoder();

function refusal(status, cacheControl) {
  const headers = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': cacheControl };
  return new Response(null, { status, headers });
}

function fromBase64Url(value) {
  try {
    const bytes = atob(value.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** A token is `show.viewer.expiry.signature`; the expiry is seconds in base 36. */
async function isSigned(token, showId, secret) {
  const [show, viewer, expiry, signature, ...rest] = token.split('.');
  if (show !== showId || !viewer || !expiry || !signature || rest.length > 0) return false;
  if (!(Number.parseInt(expiry, 36) * 1_000 > Date.now())) return false;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', text.encode(secret), algorithm, false, ['verify']);
  const claims = text.encode(`playback:${show}.${viewer}.${expiry}`);
  return crypto.subtle.verify('HMAC', key, fromBase64Url(signature), claims);
}

/** Answers of the origin about show and token, by their names together; each isolate has its own. */
const admissions = new Map();

function remember(name, admission) {
  if (admissions.size >= MOST_REMEMBERED) admissions.clear();
  admissions.set(name, { admission, untilMs: Date.now() + REMEMBERED_MS });
  return admission;
}

/** The origin knows bans and which shows are open; requests for one show and token wait for one answer. */
function admission(showId, token, env) {
  const name = `${token} ${showId}`;
  const known = admissions.get(name);
  if (known !== undefined && known.untilMs > Date.now()) return known.admission;
  const headers = { 'X-Proscenium-Show': showId, 'X-Proscenium-Token': token };
  const asked = fetch(new URL('/live-admission', env.ORIGIN), { headers, cf: { cacheTtl: 0 } });
  return remember(
    name,
    asked.then(
      ({ status }) => status,
      () => 503,
    ),
  );
}

/** Undefined when the request may pass, otherwise the answer that refuses it. */
async function refusalFor(showId, token, env) {
  // Forged tokens end here, so that a flood of them never reaches the origin.
  if (token !== '' && !(await isSigned(token, showId, env.PLAYBACK_SECRET)))
    return refusal(403, 'private, no-store');
  const status = await admission(showId, token, env);
  // While the origin is away, what is cached plays on for viewers whose token is signed.
  if (status === 204 || (status >= 500 && token !== '')) return undefined;
  return status >= 500 ? refusal(503, 'no-store') : refusal(403, 'private, no-store');
}

/** The delivery directives in one order, and nothing else of the query; undefined when one is malformed. */
function directivesOf(search) {
  const given = Object.keys(DIRECTIVES).flatMap((name) =>
    search.getAll(name).map((value) => ({ name, value })),
  );
  const isWrong = given.some(
    ({ name, value }) => !DIRECTIVES[name].test(value) || search.getAll(name).length > 1,
  );
  if (isWrong || (search.has('_HLS_part') && !search.has('_HLS_msn'))) return undefined;
  return given.map(({ name, value }) => `${name}=${value}`).join('&');
}

async function handle(request, env) {
  const url = new URL(request.url);
  const match = PATH.exec(url.pathname);
  if (match === null) return refusal(404, 'public, max-age=2');
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return refusal(405, 'no-store');
  const [, token = '', showId, rest] = match;
  const query = rest.endsWith('.m3u8') ? directivesOf(url.searchParams) : '';
  if (query === undefined) return refusal(400, 'public, max-age=8');
  const refused = await refusalFor(showId, token, env);
  if (refused !== undefined) return refused;
  const target = new URL(`/live/${showId}${rest}${query === '' ? '' : `?${query}`}`, env.ORIGIN);
  const headers = new Headers({ 'X-Proscenium-Edge': env.EDGE_SECRET });
  for (const name of ['Range', 'If-None-Match', 'If-Range']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // All viewers ask for the same address from here on: one copy, kept for as long as the origin says.
  return fetch(target, { method: request.method, headers, cf: { cacheEverything: true } });
}

// biome-ignore lint/style/noDefaultExport: Workers are found so
export default { fetch: handle };
