import { parseMediaPlaylist, parseTrackInit, readFragment } from '#media';
import { hlsFetch } from './hls-client.js';

export interface DeliveredAudio {
  segments: number;
  /** Numbers of segments that do not begin where the one before them ended, and by how many samples. */
  jumps: { segment: number; samples: number }[];
}

/** Follows a rendition to its end, from the first segment that is listed or a later one, and compares the times of its frames. */
export async function watchAudio(url: string, fromSegment?: number): Promise<DeliveredAudio> {
  const jumps: DeliveredAudio['jumps'] = [];
  let next = fromSegment;
  let endTicks: number | undefined;
  let segments = 0;
  for (;;) {
    const playlist = await read(next === undefined ? url : `${url}?_HLS_msn=${next}`);
    next ??= playlist.mediaSequence;
    for (const segment of playlist.segments.slice(Math.max(0, next - playlist.mediaSequence))) {
      const init = parseTrackInit(await bytesOf(url, segment.mapUri ?? ''));
      const samples = readFragments(await bytesOf(url, segment.uri), init);
      const first = samples[0];
      if (first && endTicks !== undefined && first.decodeTicks !== endTicks)
        jumps.push({ segment: next, samples: first.decodeTicks - endTicks });
      const last = samples.at(-1);
      if (last) endTicks = last.decodeTicks + last.durationTicks;
      segments += 1;
      next += 1;
    }
    if (playlist.ended) return { segments, jumps };
  }
}

function readFragments(bytes: Buffer, init: ReturnType<typeof parseTrackInit>) {
  const samples: ReturnType<typeof readFragment> = [];
  for (let at = 0; at < bytes.length; ) {
    let end = at;
    // A fragment is everything up to and with its mdat.
    for (let kind = ''; kind !== 'mdat' && end < bytes.length; end += bytes.readUInt32BE(end))
      kind = bytes.toString('latin1', end + 4, end + 8);
    samples.push(...readFragment(bytes.subarray(at, end), init.defaults));
    at = end;
  }
  return samples;
}

async function read(url: string) {
  const { status, body } = await hlsFetch(url);
  if (status !== 200) throw new Error(`${url}: ${status}`);
  return parseMediaPlaylist(body.toString());
}

async function bytesOf(playlistUrl: string, uri: string): Promise<Buffer> {
  const { status, body } = await hlsFetch(new URL(uri, playlistUrl).href);
  if (status !== 200) throw new Error(`${uri}: ${status}`);
  return body;
}
