import { systemClock } from '#kernel';
import { type MediaPlaylist, parseMediaPlaylist } from '#media';
import { hlsFetch } from '../../support/origin/hls-client.js';

const secondsOf = (parts: readonly { durationSeconds: number }[]): number =>
  parts.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);

/** Where the programme's clock stands at the end of the newest part. */
function edgeWallMs({ open, segments }: MediaPlaylist): number {
  const last = open && open.parts.length > 0 ? open : segments.at(-1);
  return last ? last.programDateTimeMs + secondsOf(last.parts) * 1_000 : Number.NaN;
}

/** By blocking reloads: how long after its last frame was drawn each part of a rendition is announced. */
export async function announcementsMs(url: string, parts: number): Promise<number[]> {
  const found: number[] = [];
  let playlist = parseMediaPlaylist((await hlsFetch(url)).body.toString());
  while (found.length < parts) {
    const msn = playlist.mediaSequence + playlist.segments.length;
    const next = `${url}?_HLS_msn=${msn}&_HLS_part=${playlist.open?.parts.length ?? 0}`;
    const { status, body } = await hlsFetch(next);
    if (status !== 200) throw new Error(`${next} answers ${status}`);
    playlist = parseMediaPlaylist(body.toString());
    found.push(systemClock.wallMs() - edgeWallMs(playlist));
  }
  return found;
}

/** The addresses of a show's media playlists, video first. */
export async function playlistsOf(multivariantUrl: string): Promise<{ video: string; audio: string }> {
  const text = (await hlsFetch(multivariantUrl)).body.toString();
  const video = text.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';
  const audio = /URI="([^"]+)"/.exec(text)?.[1] ?? '';
  return {
    video: new URL(video, multivariantUrl).href,
    audio: new URL(audio, multivariantUrl).href,
  };
}
