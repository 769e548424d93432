import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { useObserved } from '../ui/use-observed.js';
import { useTrackStream } from '../ui/use-track-stream.js';
import { StageAudio } from './stage-audio.js';
import type { StageSession } from './stage-session.js';
import { StageTile } from './stage-tile.js';
import type { OwnTracks } from './use-own-tracks.js';

interface StageTilesProps {
  stageSession: StageSession;
  own: OwnTracks;
  isHidden?(participantId: string, source: 'camera' | 'screen'): boolean;
  isPinned?(participantId: string, source: 'camera' | 'screen'): boolean;
  menu?(participant: ParticipantView, source: 'camera' | 'screen'): ReactNode;
}

const SPEAKING_DB = -50;

interface Shown {
  participant: ParticipantView;
  source: 'camera' | 'screen';
}

/** A camera for everybody, and each screen beside it. */
const tilesOf = (participants: readonly ParticipantView[]): Shown[] =>
  participants.flatMap((participant) => {
    const hasScreen = participant.tracks.some(({ source }) => source === 'screen');
    const camera: Shown = { participant, source: 'camera' };
    return hasScreen ? [{ participant, source: 'screen' }, camera] : [camera];
  });

export function StageTiles({ stageSession, own, isHidden, isPinned, menu }: StageTilesProps) {
  const t = useText();
  const { roster, remote, participantId } = useObserved(stageSession.stage.state);
  const { camera } = useObserved(stageSession.devices.state);
  const ownCamera = useTrackStream(camera);
  const ownScreen = useTrackStream(own.screen);
  const tiles = useMemo(() => tilesOf(roster.participants), [roster.participants]);
  const grid = useRef<HTMLDivElement>(null);
  useTileWishes(stageSession, tiles, participantId, grid);

  const streamOf = ({ participant, source }: Shown): MediaStream | null => {
    if (participant.participantId === participantId) return source === 'camera' ? ownCamera : ownScreen;
    const track = participant.tracks.find((each) => each.source === source);
    if (!track || track.paused) return null;
    return (
      remote.find((each) => each.participantId === participant.participantId && each.source === source)
        ?.stream ?? null
    );
  };
  return (
    <section className="stage" aria-label={t('studio.stage')}>
      <div className="tiles" data-count={Math.min(tiles.length, 12)} ref={grid}>
        {tiles.map((tile) => {
          const { participant, source } = tile;
          const id = participant.participantId;
          return (
            <StageTile
              key={`${id}-${source}`}
              participant={participant}
              source={source}
              stream={streamOf(tile)}
              isMe={id === participantId}
              isSpeaking={(roster.levels.get(id) ?? -127) > SPEAKING_DB}
              isHidden={isHidden?.(id, source) ?? false}
              isPinned={isPinned?.(id, source) ?? false}
              menu={menu?.(participant, source)}
            />
          );
        })}
      </div>
      {tiles.length === 1 ? <p className="stage-hint">{t('studio.alone')}</p> : null}
      <StageAudio stage={stageSession.stage} />
    </section>
  );
}

/** Tells the server how large each tile is, so that it sends no more than is seen. */
function useTileWishes(
  stageSession: StageSession,
  tiles: readonly Shown[],
  me: string | null,
  grid: RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    const tell = () => {
      const heightPx = Math.round((grid.current?.firstElementChild?.clientHeight ?? 180) * devicePixelRatio);
      const wishes = tiles
        .filter(({ participant }) => participant.participantId !== me)
        .map(({ participant, source }) => ({
          participantId: participant.participantId,
          source,
          heightPx,
          priority: 5,
        }));
      if (wishes.length > 0) stageSession.stage.showTiles(wishes).catch(() => {});
    };
    const timer = setTimeout(tell, 250);
    addEventListener('resize', tell);
    return () => {
      clearTimeout(timer);
      removeEventListener('resize', tell);
    };
  }, [stageSession, tiles, me, grid]);
}
