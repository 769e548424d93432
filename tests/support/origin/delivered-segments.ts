import {
  type MediaPlaylist,
  type MediaSegment,
  parseMediaPlaylist,
  parseTrackInit,
  readFragment,
} from '#media';
import { hlsFetch } from './hls-client.js';

export interface DeliveredSegment {
  /** With the map before it where it is the first. */
  bytes: Buffer;
  durationSeconds: number;
  /** Its first sample's time of the show; only of the first segment. */
  startSeconds?: number;
  /** What a player would stumble over: nothing follows. */
  broken?: string;
}

/** The map, then each segment of one rendition by its number, to the end of the show. */
export async function* deliveredSegments(url: string, from: number): AsyncGenerator<DeliveredSegment> {
  let next = from;
  let mapUri: string | undefined;
  for (;;) {
    const playlist = await read(`${url}?_HLS_msn=${next}`);
    for (const segment of playlist.segments.slice(Math.max(0, next - playlist.mediaSequence))) {
      const { uri, durationSeconds } = segment;
      const broken = playlist.mediaSequence > next ? 'gone before it was seen' : faultOf(segment, mapUri);
      if (broken !== undefined) {
        yield { bytes: Buffer.alloc(0), durationSeconds, broken: `${next}: ${broken}` };
        return;
      }
      const bytes = await media(url, uri);
      if (mapUri !== undefined) yield { bytes, durationSeconds };
      else {
        const map = await media(url, segment.mapUri);
        const startSeconds = startSecondsOf(map, bytes);
        yield { bytes: Buffer.concat([map, bytes]), durationSeconds, startSeconds };
      }
      mapUri = segment.mapUri;
      next += 1;
    }
    if (playlist.ended) return;
  }
}

/** When the first sample of a segment is decoded, which is when it is shown: there are no B-frames. */
export function startSecondsOf(map: Buffer, segment: Buffer): number {
  const init = parseTrackInit(map);
  const [first] = readFragment(segment.subarray(0, firstFragmentBytes(segment)), init.defaults);
  return (first?.decodeTicks ?? Number.NaN) / init.timescaleHz;
}

/** Everything up to and with the first `mdat`. */
function firstFragmentBytes(bytes: Buffer): number {
  let end = 0;
  for (let kind = ''; kind !== 'mdat' && end < bytes.length; end += bytes.readUInt32BE(end))
    kind = bytes.toString('latin1', end + 4, end + 8);
  return end;
}

function faultOf(segment: MediaSegment, mapUri: string | undefined): string | undefined {
  if (segment.gap || segment.parts.some(({ gap }) => gap)) return 'a gap';
  if (segment.discontinuity) return 'a discontinuity';
  return mapUri !== undefined && mapUri !== segment.mapUri ? 'another map' : undefined;
}

async function read(url: string): Promise<MediaPlaylist> {
  const { status, body } = await hlsFetch(url);
  if (status !== 200) throw new Error(`${url}: ${status}`);
  return parseMediaPlaylist(body.toString());
}

async function media(playlistUrl: string, uri: string): Promise<Buffer> {
  const { status, body } = await hlsFetch(new URL(uri, playlistUrl).href);
  if (status !== 200) throw new Error(`${uri}: ${status}`);
  return body;
}
