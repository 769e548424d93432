import { type MediaDescription, parse, type SessionDescription } from 'sdp-transform';
import { offerRefused, offerUnreadable } from './whip-error.js';

export interface OfferedTrack {
  kind: 'audio' | 'video';
  media: MediaDescription;
}

export interface Offer {
  sdp: SessionDescription;
  tracks: readonly OfferedTrack[];
}

const LINE_LIMIT = 2_000;
const LINE_LENGTH_LIMIT = 2_048;
const MID = /^[\x21-\x7e]{1,32}$/;

/** Reads an offer of at most one audio and one video track. Throws for everything else, whole (RFC 9725, 4.2). */
export function readOffer(text: string): Offer {
  const sdp = parseSdp(text);
  const tracks = sdp.media.map(trackOf);
  if (tracks.length === 0) throw offerRefused('The offer has no audio and no video.');
  for (const kind of ['audio', 'video'] as const) {
    if (tracks.filter((track) => track.kind === kind).length > 1)
      throw offerRefused(`The offer has more than one ${kind} track; send one of a kind.`);
  }
  checkBundle(sdp, tracks);
  return { sdp, tracks };
}

function parseSdp(text: string): SessionDescription {
  if (!text.startsWith('v=0')) throw offerUnreadable('The body is no SDP: it must begin with v=0.');
  const lines = text.split(/\r?\n/);
  if (lines.length > LINE_LIMIT || lines.some((line) => line.length > LINE_LENGTH_LIMIT))
    throw offerUnreadable('The offer is too long.');
  try {
    return parse(text);
  } catch {
    throw offerUnreadable('The offer cannot be read.');
  }
}

function trackOf(media: MediaDescription): OfferedTrack {
  const { type, direction, mid, port } = media;
  if (type !== 'audio' && type !== 'video')
    throw offerRefused(`The offer has a section of ${printable(type)}; send audio and video only.`);
  if (mid === undefined || !MID.test(String(mid)))
    throw offerRefused(`The ${type} section has no usable mid.`);
  if (direction === 'recvonly' || direction === 'inactive')
    throw offerRefused(`The ${type} section does not send.`);
  // Port 0 rejects a section, except where it says that it is sent over another one's transport (RFC 9143).
  if (port === 0 && !isBundleOnly(media)) throw offerRefused(`The ${type} section is switched off.`);
  if (!Array.isArray(media.rtp) || media.rtp.length === 0)
    throw offerRefused(`The ${type} section names no codec.`);
  return { kind: type, media };
}

const isBundleOnly = (media: MediaDescription): boolean =>
  media.bundleOnly !== undefined || (media.invalid ?? []).some(({ value }) => value === 'bundle-only');

function checkBundle({ groups = [] }: SessionDescription, tracks: readonly OfferedTrack[]): void {
  const mids = tracks.map(({ media }) => String(media.mid));
  if (new Set(mids).size < mids.length) throw offerRefused('Two sections have the same mid.');
  if (tracks.length === 1) return;
  const bundle = groups.find(({ type }) => type === 'BUNDLE');
  const bundled = new Set(String(bundle?.mids ?? '').split(/\s+/));
  if (!mids.every((mid) => bundled.has(mid)))
    throw offerRefused('Audio and video must be bundled: a=group:BUNDLE.');
}

const printable = (text: unknown): string =>
  String(text)
    .replace(/[^\w-]/g, '')
    .slice(0, 20) || 'another kind';
