import { parseMediaPlaylist } from '#media';
import { waitFor } from '../kernel/wait-for.js';
import { hlsFetch } from '../origin/hls-client.js';
import type { ServerUnderTest } from './server-under-test.js';
import { ownerAt } from './signed-in-owner.js';

const ENDED_WITHIN_MS = 15_000;
/** With a node that was just lost: others must notice that first. */
const SEGMENTS_WITHIN_MS = 30_000;

export const playlistUrl = (node: ServerUnderTest, showId: string, rendition: string): string =>
  `${node.url}/live/${showId}/${rendition}.m3u8`;

/** The number of the last segment that this node lists; nothing while it does not play the show. */
export async function lastSegmentOf(node: ServerUnderTest, showId: string): Promise<number | undefined> {
  const { status, body } = await hlsFetch(playlistUrl(node, showId, 'video-360'));
  if (status !== 200) return undefined;
  const { mediaSequence, segments } = parseMediaPlaylist(body.toString());
  return segments.length === 0 ? undefined : mediaSequence + segments.length - 1;
}

/** Waits until this node lists so many segments more than now. */
export async function moreSegments(node: ServerUnderTest, showId: string, more = 2): Promise<void> {
  const last = (await lastSegmentOf(node, showId)) ?? 0;
  await waitFor(`${more} segments more`, SEGMENTS_WITHIN_MS, async () => {
    const now = await lastSegmentOf(node, showId);
    return now !== undefined && now >= last + more;
  });
}

/** By a node that the owner has not signed in at. */
export async function endShow(node: ServerUnderTest, showId: string): Promise<void> {
  const owner = await ownerAt(node.url);
  await waitFor('the show to be ended', ENDED_WITHIN_MS, async () => {
    const { status } = await owner.post(`/shows/${showId}/end`);
    return status === 200;
  });
}
