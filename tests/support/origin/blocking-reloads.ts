import { systemClock } from '#kernel';
import { hlsFetch } from './hls-client.js';

const RETRY_MS = 250;

/** A playlist as a player follows it: each text has a part more than the one before. */
export async function* blockingReloads(url: string, signal: AbortSignal): AsyncGenerator<string> {
  let wanted = '';
  while (!signal.aborted) {
    const { status, body } = await hlsFetch(`${url}${wanted}`, { signal });
    const text = status === 200 ? body.toString() : '';
    if (text !== '') yield text;
    wanted = nextOf(text);
    if (wanted === '') await systemClock.sleep(RETRY_MS, signal);
  }
}

/** Holds the next request until there is one part more. Empty where nothing is listed yet. */
function nextOf(text: string): string {
  const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
  if (!Number.isFinite(first)) return '';
  const pieces = text.split(/^#EXTINF:.*$/m);
  const parts = (pieces.at(-1)?.match(/#EXT-X-PART:/g) ?? []).length;
  return `?_HLS_msn=${first + pieces.length - 1}&_HLS_part=${parts}`;
}
