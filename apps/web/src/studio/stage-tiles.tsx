import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { useObserved } from '../ui/use-observed.js';
import { CallButton } from './call/call-button.js';
import { useStreams } from './programme/use-streams.js';
import { StageAudio } from './stage-audio.js';
import type { StageSession } from './stage-session.js';
import { StageTile } from './stage-tile.js';
import type { OwnTracks } from './use-own-tracks.js';

interface StageTilesProps {
  stageSession: StageSession;
  own: OwnTracks;
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

export function StageTiles({ stageSession, own }: StageTilesProps) {
  const t = useText();
  const { roster, participantId } = useObserved(stageSession.stage.state);
  const streamOf = useStreams(stageSession, own);
  const tiles = useMemo(
    () => tilesOf(roster.participants.filter(({ role }) => role !== 'candidate')),
    [roster.participants],
  );
  const grid = useRef<HTMLDivElement>(null);
  useTileWishes(stageSession, tiles, participantId, grid);

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
              stream={streamOf(participant, source)}
              isMe={id === participantId}
              isSpeaking={(roster.levels.get(id) ?? -127) > SPEAKING_DB}
              tools={
                id === participantId || source === 'screen' ? null : (
                  <CallButton calls={stageSession.calls} participantId={id} name={participant.name} />
                )
              }
            />
          );
        })}
      </div>
      {tiles.length === 1 ? <p className="stage-hint">{t('studio.alone')}</p> : null}
      <StageAudio stage={stageSession.stage} calls={stageSession.calls} />
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
