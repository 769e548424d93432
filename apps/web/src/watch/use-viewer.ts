import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Connection, PlaybackReporter, ViewerClient } from '#client';
import { readSetting, writeSetting } from '../ui/settings.js';
import { findTicket } from '../ui/tickets.js';
import { createFrontRowVideo } from './front-row-video.js';

interface UseViewer {
  video: RefObject<HTMLVideoElement | null>;
  showId: string;
  url: string;
  reportToken: string | undefined;
  clockOffsetMs: () => number | null;
  /** Of the audience, where there is one: it knows at once when the server is gone. */
  connection: Connection | undefined;
}

/** One player for one show while the element is mounted; a renewed address reaches the running player. */
export function useViewer({
  video,
  showId,
  url,
  reportToken,
  clockOffsetMs,
  connection,
}: UseViewer): ViewerClient | undefined {
  const [viewer, setViewer] = useState<ViewerClient>();
  const newest = useRef(url);
  newest.current = url;
  const newestToken = useRef(reportToken);
  newestToken.current = reportToken;
  // Known with the show, a moment after the player began: another playlist is another player.
  const hasFormats = /index-all\.m3u8$/.test(url);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a playlist of all formats needs a player of its own
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const made = new ViewerClient({
      video: element,
      url: newest.current,
      clockOffsetMs,
      createFrontRowVideo: () => createFrontRowVideo(element),
      captionLanguage: readSetting('captions') || null,
      onCaptionLanguage: (language) => writeSetting('captions', language ?? ''),
    });
    const reporter = new PlaybackReporter({
      viewer: made,
      showId,
      reportToken: () => newestToken.current ?? findTicket(showId)?.reportToken,
      ticket: () => findTicket(showId)?.ticket,
    });
    setViewer(made);
    void made.start();
    return () => {
      setViewer(undefined);
      reporter.close();
      made.close();
    };
  }, [video, showId, clockOffsetMs, hasFormats]);
  useEffect(() => {
    viewer?.renew(url);
  }, [viewer, url]);
  useEffect(
    () => connection?.state.watch(({ phase }) => phase === 'lost' && viewer?.serverLost()),
    [viewer, connection],
  );
  return viewer;
}
