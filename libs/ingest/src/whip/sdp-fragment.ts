import type { TransportView, WireIceParameters } from '#protocol';
import { offerUnreadable } from './whip-error.js';

/** What a PATCH says of ICE (RFC 8840). */
export interface SdpFragment {
  usernameFragment: string | undefined;
  password: string | undefined;
  candidates: number;
}

const LINE_LIMIT = 200;
const LINE_LENGTH_LIMIT = 1_024;
const ICE_TEXT = /^[A-Za-z0-9+/=_-]{4,256}$/;
const LINE = /^[a-z]=/;

/** Candidates are counted, never used: an ICE-lite server answers the address that a check came from. */
export function readSdpFragment(text: string): SdpFragment {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const isBounded = lines.length <= LINE_LIMIT && lines.every((line) => line.length <= LINE_LENGTH_LIMIT);
  if (lines.length === 0 || !isBounded || !lines.every((line) => LINE.test(line)))
    throw offerUnreadable('The body is no SDP fragment.');
  const fragment = {
    usernameFragment: onlyOne(lines, 'a=ice-ufrag:'),
    password: onlyOne(lines, 'a=ice-pwd:'),
    candidates: lines.filter((line) => line.startsWith('a=candidate:')).length,
  };
  return fragment;
}

/** Bundled sections repeat it; two that differ mean nothing. */
function onlyOne(lines: readonly string[], prefix: string): string | undefined {
  const found = new Set(
    lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length)),
  );
  const [first] = found;
  if (found.size > 1 || (first !== undefined && !ICE_TEXT.test(first)))
    throw offerUnreadable('The ICE credentials cannot be read.');
  return first;
}

export interface OwnSide {
  ice: WireIceParameters;
  candidates: TransportView['iceCandidates'];
  /** Of the sections of the offer, in its order. */
  sections: readonly { kind: 'audio' | 'video'; mid: string }[];
}

/**
 * The answer to an ICE restart: our new credentials, for the section that bundles the others. Candidates after the first
 * end with a bare line feed, which SDP readers must accept (RFC 8866, 5): whip-whep 1.2 joins those that it finds by
 * commas, and finds only those that end with both characters.
 */
export function writeSdpFragment({ ice, candidates, sections }: OwnSide): string {
  const [first] = sections;
  const head = [
    'a=ice-lite',
    'a=ice-options:trickle ice2',
    `a=group:BUNDLE ${sections.map(({ mid }) => mid).join(' ')}`,
    `m=${first?.kind ?? 'audio'} 9 UDP/TLS/RTP/SAVPF 0`,
    `a=mid:${first?.mid ?? '0'}`,
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
  ];
  const own = candidates.map((candidate, index) => `${lineOf(candidate)}${index === 0 ? CRLF : '\n'}`);
  return `${head.join(CRLF)}${CRLF}${own.join('')}a=end-of-candidates${CRLF}`;
}

const CRLF = '\r\n';

const lineOf = ({ foundation, protocol, priority, address, port, type, tcpType }: Candidate): string =>
  `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${tcpType === undefined ? '' : ` tcptype ${tcpType}`}`;

type Candidate = TransportView['iceCandidates'][number];
