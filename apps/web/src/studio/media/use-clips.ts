import { useRef, useState } from 'react';
import type { MediaFile } from '#client';
import { problemText } from '../../ui/problem-text.js';
import { findTicket } from '../../ui/tickets.js';
import { type Fetched, useFetched } from '../../ui/use-fetched.js';
import { mediaFiles } from './media-files.js';
import { type ClipProgress, sendParts } from './send-parts.js';

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
  const [progress, setProgress] = useState<ClipProgress>();
  const [problem, setProblem] = useState<string>();
  const isSending = useRef(false);
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    await work().catch((error) => setProblem(problemText(error)));
    loaded.reload();
  };
  const target = {
    create: async (wish: { name: string; sizeBytes: number }) => {
      const created = await mediaFiles.create(show, wish);
      loaded.reload();
      return created;
    },
    addPart: (id: string, from: number, part: Blob) => mediaFiles.addPart(show, id, from, part),
  };
  const add = async (file: File) => {
    if (isSending.current) return;
    isSending.current = true;
    await attempt(() => sendParts(file, target, setProgress));
    isSending.current = false;
    setProgress(undefined);
  };
  const remove = ({ id }: MediaFile) => attempt(() => mediaFiles.remove(show, id));
  return { ...loaded, progress, problem, add, remove };
}
