import { useState } from 'react';
import type { MediaItem } from '#client';
import { api } from '../../ui/api.js';
import { problemText } from '../../ui/problem-text.js';
import { findTicket } from '../../ui/tickets.js';
import { type Fetched, useFetched } from '../../ui/use-fetched.js';
import { readPages } from './read-pages.js';
import { titleOf } from './title-of.js';

/** Pages of a file that is being sent. */
export interface MediaProgress {
  name: string;
  sent: number;
  count: number;
}

interface Media extends Fetched<MediaItem[]> {
  progress: MediaProgress | undefined;
  problem: string | undefined;
  add(file: File): Promise<void>;
  remove(item: MediaItem): Promise<void>;
}

/** The images and slides of a show, as they are kept. */
export const useMediaItems = (showId: string, isWanted = true): Fetched<MediaItem[]> =>
  useFetched(['media', showId], () => api.media(showId, findTicket(showId)?.ticket), { isWanted });

/** The same, and what adds to them and removes from them. */
export function useMedia(showId: string): Media {
  const credential = findTicket(showId)?.ticket;
  const loaded = useMediaItems(showId);
  const [progress, setProgress] = useState<MediaProgress>();
  const [problem, setProblem] = useState<string>();
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    await work().catch((error) => setProblem(problemText(error)));
    setProgress(undefined);
    loaded.reload();
  };
  const add = (file: File) =>
    attempt(async () => {
      const name = titleOf(file);
      setProgress({ name, sent: 0, count: 1 });
      const { kind, count, pages } = await readPages(file);
      const ids: string[] = [];
      for await (const page of pages()) {
        setProgress({ name, sent: ids.length, count });
        ids.push((await api.uploadImage(showId, page, credential)).id);
      }
      await api.createMedia(showId, { name, kind, pages: ids }, credential);
    });
  const remove = (item: MediaItem) => attempt(() => api.removeMedia(showId, item.id, credential));
  return { ...loaded, progress, problem, add, remove };
}
