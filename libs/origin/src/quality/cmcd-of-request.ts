import type { IncomingHttpHeaders } from 'node:http';
import { readCmcd } from './read-cmcd.js';
import { type ViewingFacts, viewingFacts } from './viewing-facts.js';

const HEADERS = ['cmcd-request', 'cmcd-object', 'cmcd-status', 'cmcd-session'];
const PARAMETER = /(?:^|&)CMCD=([^&]{1,4096})/;

/** The CMCD that a player sends with a request: in the query, or in headers. */
export function cmcdOfRequest(rawQuery: string, headers: IncomingHttpHeaders): ViewingFacts | undefined {
  const text = queryText(rawQuery) ?? headerText(headers);
  const cmcd = text === undefined ? undefined : readCmcd(text);
  return cmcd === undefined || cmcd.size === 0 ? undefined : viewingFacts(cmcd);
}

function queryText(rawQuery: string): string | undefined {
  const [, escaped] = PARAMETER.exec(rawQuery) ?? [];
  if (escaped === undefined) return undefined;
  try {
    return decodeURIComponent(escaped.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function headerText(headers: IncomingHttpHeaders): string | undefined {
  const parts = HEADERS.flatMap((name) => headers[name] ?? []);
  return parts.length === 0 ? undefined : parts.join(',');
}
