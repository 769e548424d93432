import { MoreVertical } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '#client';
import type { Layout, ParticipantView, RequestInput, RequestName } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Menu, MenuItem } from '../ui/menu.js';
import { runAction } from '../ui/run-action.js';
import { soloOf } from './programme/arrange.js';

interface TileMenuProps {
  connection: Connection;
  participant: ParticipantView;
  source: 'camera' | 'screen';
  layout: Layout;
  onLayout(layout: Layout): void;
  isMe: boolean;
  onCall(): void;
  /** This host talks to this person alone. */
  isTalkedTo?: boolean;
}

type Ask = <Name extends RequestName>(request: Name, data: RequestInput<Name>) => void;
type Dangerous = 'remove' | 'ban' | 'hand-over';

/** What a moderator can do with one tile; what cannot be undone needs a confirmation. */
export function TileMenu({
  connection,
  participant,
  source,
  layout,
  onLayout,
  isMe,
  onCall,
  isTalkedTo = false,
}: TileMenuProps) {
  const t = useText();
  const [asks, setAsks] = useState<Dangerous>();
  const { participantId, personId, name, role } = participant;
  const isHost = connection.state.value.session?.role === 'host';
  const isThis = (tile: { participantId: string; source: string }) =>
    tile.participantId === participantId && tile.source === source;
  const isPinned = layout.pinned !== null && isThis(layout.pinned);
  const isHidden = layout.hidden.some(isThis);
  const ask: Ask = (request, data) => {
    runAction(connection.request(request, data));
  };
  const confirmed: Record<Dangerous, () => void> = {
    remove: () => ask('moderation.remove', { participantId }),
    ban: () => ask('moderation.ban', { personId }),
    'hand-over': () => ask('moderation.hand-over', { participantId }),
  };
  const trigger = (
    <button type="button" className="tile-more" aria-label={t('studio.tile.menu', { name })}>
      <MoreVertical size={18} />
    </button>
  );
  const tile = { participantId, source };
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem onSelect={() => onLayout({ ...layout, pinned: isPinned ? null : tile })}>
          {isPinned ? t('studio.tile.unpin') : t('studio.tile.pin')}
        </MenuItem>
        {source === 'camera' ? (
          <MenuItem onSelect={() => onLayout(soloOf(layout, participantId))}>
            {t('studio.tile.solo')}
          </MenuItem>
        ) : null}
        <MenuItem
          onSelect={() =>
            onLayout({
              ...layout,
              hidden: isHidden ? layout.hidden.filter((each) => !isThis(each)) : [...layout.hidden, tile],
            })
          }
        >
          {isHidden ? t('studio.tile.show') : t('studio.tile.hide')}
        </MenuItem>
        {isMe ? null : (
          <>
            <MediaItems {...{ participant, source, isTalkedTo, onCall, ask }} />
            {role === 'guest' ? (
              <MenuItem onSelect={() => ask('promotion.send-back', { participantId })}>
                {t('studio.tile.audience')}
              </MenuItem>
            ) : null}
            {isHost && role !== 'host' ? (
              <>
                <MenuItem
                  onSelect={() =>
                    ask('moderation.set-co-host', { participantId, coHost: role !== 'co-host' })
                  }
                >
                  {role === 'co-host' ? t('studio.tile.not-co-host') : t('studio.tile.co-host')}
                </MenuItem>
                <MenuItem onSelect={() => setAsks('hand-over')}>{t('studio.tile.hand-over')}</MenuItem>
              </>
            ) : null}
            <MenuItem bad onSelect={() => setAsks('remove')}>
              {t('studio.tile.remove')}
            </MenuItem>
            <MenuItem bad onSelect={() => setAsks('ban')}>
              {t('studio.tile.ban')}
            </MenuItem>
          </>
        )}
      </Menu>
      {asks ? (
        <ConfirmDialog
          open
          title={t(`studio.${asks}.title`, { name })}
          text={t(`studio.${asks}.text`)}
          actionLabel={t(`studio.tile.${asks}`)}
          onConfirm={() => {
            confirmed[asks]();
            setAsks(undefined);
          }}
          onCancel={() => setAsks(undefined)}
        />
      ) : null}
    </>
  );
}

interface MediaItemsProps extends Pick<TileMenuProps, 'participant' | 'source' | 'isTalkedTo' | 'onCall'> {
  ask: Ask;
}

/** What can be done with the audio and video of another participant. */
function MediaItems({ participant, source, isTalkedTo, onCall, ask }: MediaItemsProps) {
  const t = useText();
  const { participantId, tracks } = participant;
  const silenced = tracks.some((track) => track.source === 'microphone' && track.mutedByHost);
  return (
    <>
      <MenuItem
        onSelect={() =>
          ask(silenced ? 'moderation.unmute' : 'moderation.mute', { participantId, source: 'microphone' })
        }
      >
        {silenced ? t('studio.tile.allow') : t('studio.tile.mute')}
      </MenuItem>
      <MenuItem onSelect={() => ask('moderation.stop', { participantId, source })}>
        {source === 'screen' ? t('studio.tile.stop-screen') : t('studio.tile.stop-camera')}
      </MenuItem>
      {source === 'camera' ? (
        <MenuItem
          onSelect={() => ask('studio.talk-to', { participantId: isTalkedTo ? null : participantId })}
        >
          {isTalkedTo ? t('studio.talkback.end') : t('studio.talkback')}
        </MenuItem>
      ) : null}
      {source === 'camera' ? <MenuItem onSelect={onCall}>{t('studio.call')}</MenuItem> : null}
    </>
  );
}
