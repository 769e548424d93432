import { Keyboard, Share2, Users } from 'lucide-react';
import { useState } from 'react';
import { type Connection, measureClockOffsetMs, type Show } from '#client';
import type { ProgrammeView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge, LiveBadge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { clockText } from '../ui/duration.js';
import { IconButton } from '../ui/icon-button.js';
import { BrandMark, PreferencesMenu } from '../ui/page-shell.js';
import { useEvery } from '../ui/use-every.js';
import { useFetched } from '../ui/use-fetched.js';
import { AirButtons } from './air-buttons.js';

interface StudioBarProps {
  connection: Connection;
  show: Show;
  programme: ProgrammeView;
  viewers: number;
  isModerator: boolean;
  onShare(): void;
  onKeys(): void;
}

export function StudioBar(props: StudioBarProps) {
  const { connection, show, programme, viewers, isModerator, onShare, onKeys } = props;
  const t = useText();
  const isLive = programme.state === 'live' || programme.state === 'ending';
  const isStarting = programme.state === 'starting';
  return (
    <header className="bar studio-bar">
      <BrandMark />
      <div className="studio-bar-title">
        <h1 className="truncate">{show.title}</h1>
        <OnAir connection={connection} programme={programme} />
      </div>
      {isLive ? (
        <Badge>
          <Users size={13} aria-hidden="true" />
          {t.count('common.viewers', viewers)}
        </Badge>
      ) : null}
      <div className="studio-bar-actions">
        {isModerator ? (
          <Button
            variant="ghost"
            className={isStarting ? 'studio-share only-wide' : 'studio-share'}
            aria-label={t('studio.share')}
            icon={<Share2 size={18} />}
            onClick={onShare}
          >
            <span className="only-wide">{t('studio.share')}</span>
          </Button>
        ) : null}
        <IconButton
          name={t('studio.keys.title')}
          shortcut="?"
          variant="ghost"
          className="only-wide"
          onClick={onKeys}
        >
          <Keyboard size={18} />
        </IconButton>
        {/* On a phone the title needs the room beside the buttons of a show that starts or is on air. */}
        <span className={isModerator && (isStarting || isLive) ? 'only-wide' : undefined}>
          <PreferencesMenu />
        </span>
        {isModerator ? <AirButtons connection={connection} showId={show.id} programme={programme} /> : null}
      </div>
    </header>
  );
}

function OnAir({ connection, programme }: { connection: Connection; programme: ProgrammeView }) {
  const t = useText();
  const { value: offsetMs } = useFetched(['clock-offset'], () => measureClockOffsetMs(connection));
  const [nowMs, setNowMs] = useState(Date.now);
  const isLive = programme.state === 'live' || programme.state === 'ending';
  useEvery(isLive ? 1_000 : null, () => setNowMs(Date.now()));
  if (programme.state === 'ended') return <Badge>{t('studio.state.ended')}</Badge>;
  if (!isLive)
    return (
      <span className={programme.state === 'starting' ? 'only-wide' : undefined}>
        <Badge>{t('studio.state.backstage')}</Badge>
      </span>
    );
  const seconds = (nowMs + (offsetMs ?? 0) - (programme.liveSinceWallMs ?? nowMs)) / 1_000;
  return (
    <span className="row-tight">
      <LiveBadge />
      <span
        className="small dim tabular"
        role="timer"
        aria-label={t('studio.state.live-for', { time: clockText(seconds) })}
      >
        {clockText(seconds)}
      </span>
    </span>
  );
}
