import { useEffect } from 'react';
import { canvasTiles } from '#client';
import type { ProgrammeView } from '#protocol';
import { useObserved } from '../../ui/use-observed.js';
import type { StageSession } from '../stage-session.js';

const CANVAS = { width: 1_280, height: 720 };
const CARD_HEIGHT_PX = 84;

/** Tells the server how large everybody is drawn here, so that it sends no more than is seen. */
export function useTileSizes({ stage }: StageSession, { layout }: ProgrammeView): void {
  const { roster, participantId: me } = useObserved(stage.state);
  const { participants } = roster;
  useEffect(() => {
    const tell = () => {
      const canvasHeightPx = document.querySelector('.canvas')?.clientHeight ?? 360;
      const scale = (canvasHeightPx / CANVAS.height) * devicePixelRatio;
      const tiles = canvasTiles({ participants, layout, canvas: CANVAS });
      const wishes = participants
        .filter(({ participantId }) => participantId !== me)
        .flatMap(({ participantId, tracks }) =>
          tracks
            .map(({ source }) => source)
            .filter((source) => source === 'camera' || source === 'screen')
            .map((source) => {
              const tile = tiles.find((each) => each.personId === participantId && each.source === source);
              const heightPx = Math.round(tile ? tile.height * scale : CARD_HEIGHT_PX * devicePixelRatio);
              return { participantId, source, heightPx, priority: tile ? 5 : 2 };
            }),
        );
      if (wishes.length > 0) stage.showTiles(wishes).catch(() => {});
    };
    const timer = setTimeout(tell, 250);
    addEventListener('resize', tell);
    return () => {
      clearTimeout(timer);
      removeEventListener('resize', tell);
    };
  }, [stage, participants, layout, me]);
}
