import { parseMediaPlaylist, parseMultivariantPlaylist } from '#media';

async function textOf(url: string | URL): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

/** Renditions whose newest segment is a gap: nobody who chose one of them sees or hears anything. */
export async function missingRenditions(multivariantUrl: string): Promise<string[]> {
  const { variants, audio } = parseMultivariantPlaylist(await textOf(multivariantUrl));
  const found = await Promise.all(
    [...variants, ...audio].map(async ({ uri }) => {
      const { segments } = parseMediaPlaylist(await textOf(new URL(uri, multivariantUrl)));
      return segments.at(-1)?.gap ? [uri.replace(/\.m3u8$/, '')] : [];
    }),
  );
  return found.flat();
}
