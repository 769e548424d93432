import { MonitorPlay } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ViewerClient, type ViewerState } from '#client';
import type { ProgrammeView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { useFetched } from '../ui/use-fetched.js';
import { findShow } from '../watch/find-show.js';
import { playbackUrl } from '../watch/playback-url.js';

/** An address of a private show ends; a newer one is there long before. */
const RENEW_EVERY_MS = 60_000;

interface ProgrammeMonitorProps {
  showId: string;
  programme: ProgrammeView;
  /** Beside the stage of a guest: the lowest quality, to leave the connection to the stage. */
  isSmall?: boolean;
}

/** The programme as viewers get it, always muted: the stage is heard directly. */
export function ProgrammeMonitor({ showId, programme, isSmall = false }: ProgrammeMonitorProps) {
  const t = useText();
  const video = useRef<HTMLVideoElement>(null);
  const isLive = programme.state === 'live' || programme.state === 'ending';
  const { value: show, error } = useFetched(['show', showId], () => findShow(showId), {
    everyMs: isLive ? RENEW_EVERY_MS : null,
  });
  const url = show || error ? playbackUrl(showId, show) : undefined;
  const newest = useRef(url);
  newest.current = url;
  const isKnown = url !== undefined;
  const [viewer, setViewer] = useState<ViewerClient>();
  useEffect(() => {
    if (!isLive || !isKnown || !video.current) return;
    video.current.muted = true;
    const made = new ViewerClient({ video: video.current, url: newest.current ?? '' });
    setViewer(made);
    void made.start();
    return () => {
      setViewer(undefined);
      made.close();
    };
  }, [isLive, isKnown]);
  useEffect(() => {
    if (!isSmall || !viewer) return;
    const chooseLowest = ({ qualities, chosenQuality }: ViewerState) => {
      const lowest = qualities.toSorted((a, b) => a.heightPx - b.heightPx)[0];
      if (lowest && chosenQuality === null) viewer.chooseQuality(lowest.index);
    };
    chooseLowest(viewer.state.value);
    return viewer.state.watch(chooseLowest);
  }, [viewer, isSmall]);
  useEffect(() => {
    if (url !== undefined) viewer?.renew(url);
  }, [viewer, url]);
  const slate = programme.slate.kind;
  return (
    <section className="monitor" aria-label={t('studio.programme')}>
      <div className="monitor-video">
        <video ref={video} muted playsInline aria-label={t('studio.programme.monitor')} />
        {isLive ? (
          <span className="monitor-badge">
            <Badge>{t('studio.programme')}</Badge>
          </span>
        ) : (
          <p className="monitor-off">
            <MonitorPlay size={26} aria-hidden="true" />
            {programme.state === 'ended' ? t('studio.ended.text') : t('studio.programme.off')}
          </p>
        )}
      </div>
      {isLive && slate !== 'none' ? <p className="small dim">{t('studio.slate.on')}</p> : null}
    </section>
  );
}
