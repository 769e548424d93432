import type { MediaFile } from '#client';
import { findTicket } from '../../ui/tickets.js';
import { type Fetched, useFetched } from '../../ui/use-fetched.js';
import { mediaFiles } from './media-files.js';
import type { ClipProgress } from './send-parts.js';
import { useUpload } from './use-upload.js';

interface ClipFiles extends Fetched<MediaFile[]> {
  progress: ClipProgress | undefined;
  problem: string | undefined;
  add(file: File): Promise<void>;
  remove(file: MediaFile): Promise<void>;
}

const WATCH_MS = 1_000;

export const isUnderWay = ({ state }: MediaFile): boolean => state === 'waiting' || state === 'converting';

/** The videos and audio of a show, read again and again while one of them is converted. */
export function useClips(showId: string): ClipFiles {
  const show = { showId, credential: findTicket(showId)?.ticket };
  const loaded = useFetched(['media-files', showId], () => mediaFiles.list(show), {
    everyMs: (files) => (files?.some(isUnderWay) ? WATCH_MS : null),
  });
  const { progress, problem, attempt, send } = useUpload(
    {
      create: (wish) => mediaFiles.create(show, wish),
      addPart: (id, from, part) => mediaFiles.addPart(show, id, from, part),
    },
    loaded.reload,
  );
  const remove = ({ id }: MediaFile) => attempt(() => mediaFiles.remove(show, id));
  return { ...loaded, progress, problem, add: send, remove };
}
