/** What a path below `/live/` asks for. Nothing is decoded: an address of ours has no escapes. */
export type LivePath = { showId: string; token: string | undefined } & LiveResource;

export type LiveResource =
  /** `format`: of one beside the main one, or `all`. */
  | { kind: 'multivariant'; format?: string }
  | { kind: 'steering' }
  | { kind: 'playlist'; renditionId: string }
  | { kind: 'media'; renditionId: string; name: string };

export type MediumPath = Extract<LivePath, { kind: 'media' }>;

const ID = '[A-Za-z0-9_-]{1,64}';
const PATH = new RegExp(
  `^/live/(?:t/([A-Za-z0-9._-]{1,512})/)?(${ID})/(?:(index(?:-(${ID}))?\\.m3u8)|(steering\\.json)|(${ID})\\.m3u8|(${ID}/(${ID})/[A-Za-z0-9-]{1,32}(?:\\.[A-Za-z0-9]{1,10}){1,2}))$`,
);

export function parseLivePath(path: string): LivePath | undefined {
  const match = PATH.exec(path);
  if (!match) return undefined;
  const [, token, showId = '', multivariant, format, steering, playlist, media, mediaRendition = ''] = match;
  return { showId, token, ...resourceOf(multivariant, format, steering, playlist, media, mediaRendition) };
}

function resourceOf(
  multivariant: string | undefined,
  format: string | undefined,
  steering: string | undefined,
  playlist: string | undefined,
  media: string | undefined,
  mediaRendition: string,
): LiveResource {
  if (multivariant !== undefined)
    return { kind: 'multivariant', ...(format === undefined ? {} : { format }) };
  if (steering !== undefined) return { kind: 'steering' };
  if (playlist !== undefined) return { kind: 'playlist', renditionId: playlist };
  return { kind: 'media', renditionId: mediaRendition, name: media ?? '' };
}
