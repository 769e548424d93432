import { parseMediaPlaylist } from '#media';
import { hlsFetch } from '../origin/hls-client.js';

export interface ProgrammeSegment {
  /** By the programme's clock. */
  startMs: number;
  /** With its map. */
  bytes: Buffer;
}

async function fetched(playlistUrl: string, uri = ''): Promise<Buffer> {
  const { status, body } = await hlsFetch(new URL(uri, playlistUrl).href);
  if (status !== 200) throw new Error(`${uri === '' ? playlistUrl : uri}: ${status}`);
  return body;
}

/** What viewers get of a rendition: complete segments that end after `sinceMs`, before any of them is decoded. */
export async function programmeSegments(
  playlistUrl: string,
  sinceMs: number,
): Promise<{ segments: ProgrammeSegment[]; text: string }> {
  const text = (await fetched(playlistUrl)).toString();
  const wanted = parseMediaPlaylist(text).segments.filter(
    ({ programDateTimeMs: startMs, durationSeconds }) => startMs + durationSeconds * 1_000 > sinceMs,
  );
  const segments = wanted.map(async ({ uri, mapUri, programDateTimeMs: startMs }) => {
    const files = await Promise.all([mapUri, uri].map((each) => fetched(playlistUrl, each)));
    return { startMs, bytes: Buffer.concat(files) };
  });
  return { segments: await Promise.all(segments), text };
}
