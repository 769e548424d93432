import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTrackInit } from '#media';
import { mediaName } from './recording-files.js';
import type { RecordingIndex } from './recording-index.js';
import { vodPlaylists } from './vod-playlists.js';

interface Described {
  codec: string;
  width: number;
  height: number;
}

/** Writes the playlists of what is recorded so far. Answers the size of the largest video; nothing when there is none. */
export async function writePlaylists(
  folder: string,
  index: RecordingIndex,
): Promise<{ width: number; height: number } | null> {
  const described = new Map<string, Described>();
  for (const [id, rendition] of index.renditions) {
    const [map] = rendition.maps.values();
    if (map === undefined) continue;
    const handle = await open(join(folder, mediaName(id)), 'r');
    try {
      const bytes = Buffer.alloc(map.bytes);
      await handle.read(bytes, 0, map.bytes, map.offset);
      described.set(id, parseTrackInit(bytes));
    } finally {
      await handle.close();
    }
  }
  const describe = (id: string): Described => described.get(id) ?? { codec: '', width: 0, height: 0 };
  for (const { name, text } of vodPlaylists(index, describe)) await writeFile(join(folder, name), text);
  const largest = [...described.values()].sort((a, b) => b.height - a.height)[0];
  return largest === undefined || largest.width === 0
    ? null
    : { width: largest.width, height: largest.height };
}
