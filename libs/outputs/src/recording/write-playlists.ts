import { open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTrackInit } from '#media';
import type { Trim } from '../edit/recording-edit.js';
import { mediaName } from './recording-files.js';
import type { RecordedRendition, RecordingIndex } from './recording-index.js';
import { type MapFacts, vodPlaylists } from './vod-playlists.js';

const NOTHING: MapFacts = { codec: '', width: 0, height: 0, mark: '' };

/** Writes the playlists of what is recorded so far. Answers the size of the largest video; nothing when there is none. */
export async function writePlaylists(
  folder: string,
  index: RecordingIndex,
  trim: Trim | null = null,
): Promise<{ width: number; height: number } | null> {
  const facts = new Map<string, MapFacts>();
  for (const rendition of index.renditions.values())
    for (const [uri, described] of await describeMaps(folder, rendition))
      facts.set(`${rendition.spec.id} ${uri}`, described);
  const describe = (id: string, uri: string) => facts.get(`${id} ${uri}`) ?? NOTHING;
  for (const { name, text } of vodPlaylists(index, describe, trim)) {
    const path = join(folder, name);
    await writeFile(`${path}.unfinished`, text);
    await rename(`${path}.unfinished`, path);
  }
  const largest = [...facts.values()].sort((a, b) => b.height - a.height)[0];
  return largest === undefined || largest.width === 0
    ? null
    : { width: largest.width, height: largest.height };
}

async function describeMaps(
  folder: string,
  { spec, maps }: RecordedRendition,
): Promise<Map<string, MapFacts>> {
  const described = new Map<string, MapFacts>();
  if (maps.size === 0) return described;
  const handle = await open(join(folder, mediaName(spec.id)), 'r');
  try {
    for (const { uri, offset, bytes: length } of maps.values()) {
      const bytes = Buffer.alloc(length);
      await handle.read(bytes, 0, length, offset);
      const { codec, width, height } = parseTrackInit(bytes);
      described.set(uri, { codec, width, height, mark: bytes.toString('base64') });
    }
    return described;
  } finally {
    await handle.close();
  }
}
