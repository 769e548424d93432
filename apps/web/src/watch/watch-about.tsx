import { Scissors, Share2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Recording, Show, ViewerClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import type { AudienceSession } from './audience-session.js';
import { ViewersBadge } from './viewers-badge.js';

const ClipSheet = lazy(async () => ({ default: (await import('./clip-sheet.js')).ClipSheet }));
const ShareSheet = lazy(async () => ({ default: (await import('./share-sheet.js')).ShareSheet }));

interface WatchAboutProps {
  showId: string;
  show: Show | undefined;
  viewer: ViewerClient | undefined;
  audienceSession: AudienceSession | undefined;
  /** Of a show that is watched again. */
  recording: Recording | undefined;
}

/** What stands below the player: the title, how many watch, and what can be done with the show. */
export function WatchAbout({ showId, show, viewer, audienceSession, recording }: WatchAboutProps) {
  const t = useText();
  const [open, setOpen] = useState<'share' | 'clip'>();
  const close = () => setOpen(undefined);
  return (
    <div className="watch-about">
      <div className="grow">
        <h1>{show?.title}</h1>
        {audienceSession ? <ViewersBadge audienceSession={audienceSession} /> : null}
      </div>
      {viewer && show && audienceSession && mayClip(show) ? (
        <Button variant="outline" icon={<Scissors size={17} />} onClick={() => setOpen('clip')}>
          {t('watch.clip')}
        </Button>
      ) : null}
      <Button variant="outline" icon={<Share2 size={17} />} onClick={() => setOpen('share')}>
        {t('watch.share')}
      </Button>
      <Suspense>
        {open === 'share' ? <ShareSheet showId={showId} onClose={close} /> : null}
        {open === 'clip' && viewer ? (
          <ClipSheet showId={showId} viewer={viewer} recording={recording} onClose={close} />
        ) : null}
      </Suspense>
    </div>
  );
}

/** Viewers speak by the ticket that the connection of the audience has. */
const mayClip = ({ recording, state }: Show): boolean =>
  recording.isOn && recording.replay && recording.viewerClips && (state === 'live' || state === 'ended');
