// Runs at the edge on each viewer request below /live/ (docs/cdn.md). Of the language only what runtime 2.0 of CloudFront
// Functions lists: no destructuring, spread, for-of, classes or optional chaining; no network and no timers.
import cf from 'cloudfront';
// biome-ignore lint/style/useNodejsImportProtocol: the runtime knows it by this name
import crypto from 'crypto';

// Keys `playback-secret` and `edge-secret`.
const settings = cf.kvs();

const TOKENED = /^\/live\/t\/([A-Za-z0-9._-]{1,512})\/([A-Za-z0-9_-]{1,64})(\/.*)$/;
const NUMBER = /^[0-9]{1,15}$/;
const SKIP = /^(YES|v2)$/;

function refusal(statusCode, statusDescription, cacheControl) {
  return {
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: {
      'access-control-allow-origin': { value: '*' },
      'cache-control': { value: cacheControl },
    },
  };
}

/** Takes the same time wherever two signatures begin to differ. */
function isSame(given, expected) {
  if (given.length !== expected.length) return false;
  let difference = 0;
  for (let index = 0; index < given.length; index += 1)
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  return difference === 0;
}

/** A token is `show.viewer.expiry.signature`; the expiry is seconds in base 36. */
function isValid(token, showId, secret) {
  const parts = token.split('.');
  if (parts.length !== 4 || parts[0] !== showId || parts[1] === '') return false;
  const claims = `${parts[0]}.${parts[1]}.${parts[2]}`;
  const expected = crypto.createHmac('sha256', secret).update(`playback:${claims}`).digest('base64url');
  return isSame(parts[3], expected) && parseInt(parts[2], 36) * 1000 > Date.now();
}

/** The delivery directives, and nothing else of the query; nothing when one of them is malformed. */
function directivesOf(query) {
  const directives = {};
  const names = ['_HLS_msn', '_HLS_part', '_HLS_skip'];
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    const given = query[name];
    if (given === undefined) continue;
    if (given.multiValue !== undefined || !(name === '_HLS_skip' ? SKIP : NUMBER).test(given.value))
      return undefined;
    directives[name] = { value: given.value };
  }
  return directives._HLS_part !== undefined && directives._HLS_msn === undefined ? undefined : directives;
}

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name
async function handler(event) {
  const request = event.request;
  if (!request.uri.startsWith('/live/')) return refusal(404, 'Not Found', 'public, max-age=2');
  // Only this function may say that a token was checked.
  delete request.headers['x-proscenium-edge'];
  const directives = request.uri.endsWith('.m3u8') ? directivesOf(request.querystring) : {};
  if (directives === undefined) return refusal(400, 'Bad Request', 'public, max-age=8');
  request.querystring = directives;
  if (!request.uri.startsWith('/live/t/')) return request;

  const match = TOKENED.exec(request.uri);
  if (match === null || !isValid(match[1], match[2], await settings.get('playback-secret')))
    return refusal(403, 'Forbidden', 'private, no-store');
  request.uri = `/live/${match[2]}${match[3]}`;
  // Part of the cache key: a request without a token never gets a copy that was fetched with one.
  request.headers['x-proscenium-edge'] = { value: await settings.get('edge-secret') };
  return request;
}
