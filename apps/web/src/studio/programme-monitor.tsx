import { MonitorPlay } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ViewerClient } from '#client';
import type { ProgrammeView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { playbackUrl } from '../watch/playback-url.js';

/** The programme as the audience gets it, always without sound: the stage is heard directly. */
export function ProgrammeMonitor({ showId, programme }: { showId: string; programme: ProgrammeView }) {
  const t = useText();
  const video = useRef<HTMLVideoElement>(null);
  const isLive = programme.state === 'live' || programme.state === 'ending';
  const url = programme.playbackUrl ?? playbackUrl(showId);
  useEffect(() => {
    if (!isLive || !video.current) return;
    video.current.muted = true;
    const viewer = new ViewerClient({ video: video.current, url });
    void viewer.start();
    return () => viewer.close();
  }, [isLive, url]);
  const slate = programme.slate.kind;
  return (
    <section className="monitor" aria-label={t('studio.programme')}>
      <div className="monitor-picture">
        <video ref={video} muted playsInline aria-label={t('studio.programme.monitor')} />
        {isLive ? (
          <span className="monitor-badge">
            <Badge mood="live">{t('studio.programme')}</Badge>
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
