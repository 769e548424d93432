import { useRef, useState } from 'react';
import { ApiFailure, type MediaFile } from '#client';
import { problemText } from '../../ui/problem-text.js';
import { findTicket } from '../../ui/tickets.js';
import { type Fetched, useFetched } from '../../ui/use-fetched.js';
import { mediaFiles } from './media-files.js';
import { titleOf } from './title-of.js';

/** The file that is being sent from here. */
export interface ClipProgress {
  id: string | undefined;
  sentBytes: number;
  sizeBytes: number;
}

interface ClipFiles extends Fetched<MediaFile[]> {
  progress: ClipProgress | undefined;
  problem: string | undefined;
  add(file: File): Promise<void>;
  remove(file: MediaFile): Promise<void>;
}

const PART_TYPE = 'application/octet-stream';
/** How many times a part is sent while the connection fails. */
const ATTEMPTS = 5;
const ATTEMPT_REST_MS = 2_000;
const WATCH_MS = 1_000;

const isUnderWay = ({ state }: MediaFile): boolean => state === 'waiting' || state === 'converting';

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
  const send = async (file: File) => {
    setProgress({ id: undefined, sentBytes: 0, sizeBytes: file.size });
    const { id, partBytes } = await mediaFiles.create(show, { name: titleOf(file), sizeBytes: file.size });
    loaded.reload();
    for (let from = 0; from < file.size; from += partBytes) {
      setProgress({ id, sentBytes: from, sizeBytes: file.size });
      const part = file.slice(from, from + partBytes, PART_TYPE);
      await sendUntilReceived(() => mediaFiles.addPart(show, id, from, part));
    }
  };
  const add = async (file: File) => {
    if (isSending.current) return;
    isSending.current = true;
    await attempt(() => send(file));
    isSending.current = false;
    setProgress(undefined);
  };
  const remove = ({ id }: MediaFile) => attempt(() => mediaFiles.remove(show, id));
  return { ...loaded, progress, problem, add, remove };
}

/** A part may arrive although its answer is lost: the server then refuses the second copy as misplaced. */
async function sendUntilReceived(send: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return;
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : undefined;
      if (code === 'media-part-misplaced' && attempt > 1) return;
      if (code !== 'offline' || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_REST_MS));
    }
  }
}
