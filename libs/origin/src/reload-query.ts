/** The delivery directives of a playlist URL (RFC 8216bis, 6.2.5). */
export interface ReloadQuery {
  mediaSequence?: number;
  part?: number;
  skip: boolean;
}

export type ReloadQueryResult = { query: ReloadQuery } | { fault: string };

/** Nobody needs more than three directives; a longer query is a mistake or an attack. */
const LONGEST_QUERY = 512;
const DECIMAL = /^\d{1,15}$/;
/** What a player says of its viewer is no directive, and longer than all of them. */
const CMCD = /(?:^|&)CMCD=[^&]*/g;

/** Takes the raw query string. Directives that are not ours are ignored, as the specification asks. */
export function parseReloadQuery(given: string): ReloadQueryResult {
  const raw = given.includes('CMCD=') ? given.replace(CMCD, '') : given;
  if (raw === '') return { query: { skip: false } };
  if (raw.length > LONGEST_QUERY) return { fault: 'the query is too long' };
  const query: ReloadQuery = { skip: false };
  for (const pair of raw.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    if (name === '_HLS_msn' || name === '_HLS_part') {
      if (!DECIMAL.test(value)) return { fault: `${name} must be a decimal integer` };
      if (name === '_HLS_msn') query.mediaSequence = Number(value);
      else query.part = Number(value);
    } else if (name === '_HLS_skip') {
      if (value !== 'YES' && value !== 'v2') return { fault: '_HLS_skip must be YES or v2' };
      query.skip = true;
    }
  }
  if (query.part !== undefined && query.mediaSequence === undefined)
    return { fault: '_HLS_part needs _HLS_msn' };
  return { query };
}
