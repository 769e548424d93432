import type { CSSProperties } from 'react';
import { canvasTiles } from '#client';
import type { Layout, Overlays, ParticipantView } from '#protocol';
import { imageUrlOf } from '../programme/image-url.js';

const CANVAS = { width: 1_280, height: 720 };

interface SceneThumbProps {
  showId: string;
  layout: Layout;
  overlays: Overlays;
  participants: readonly ParticipantView[];
}

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;

const initialOf = (name: string) => [...name.trim()][0]?.toLocaleUpperCase() ?? '';

/** A scene as a small image: its places, images and overlays, and who would stand where now. */
export function SceneThumb({ showId, layout, overlays, participants }: SceneThumbProps) {
  const urlOf = imageUrlOf(showId);
  const { background } = layout;
  return (
    <span
      className="scene-thumb"
      aria-hidden="true"
      style={{ '--ground': background.colour, '--accent': overlays.accent } as CSSProperties}
    >
      {'assetId' in background ? (
        <img className="scene-ground" src={urlOf(background.assetId)} alt="" />
      ) : null}
      {canvasTiles({ participants, layout, canvas: CANVAS }).map((tile) => {
        const style = {
          left: percent(tile.x, CANVAS.width),
          top: percent(tile.y, CANVAS.height),
          width: percent(tile.width, CANVAS.width),
          height: percent(tile.height, CANVAS.height),
        };
        const key = `${tile.personId} ${tile.source}`;
        if (tile.source === 'media')
          return <img key={key} className="scene-image" style={style} src={urlOf(tile.personId)} alt="" />;
        const person = participants.find(({ participantId }) => participantId === tile.personId);
        return (
          <span key={key} className={`scene-tile scene-${tile.source}`} style={style}>
            {tile.source === 'camera' ? initialOf(person?.name ?? '') : ''}
          </span>
        );
      })}
      {overlays.frame ? <img className="scene-ground" src={urlOf(overlays.frame.assetId)} alt="" /> : null}
      {overlays.titleBar ? <span className="scene-title">{overlays.titleBar.title}</span> : null}
      {overlays.ticker ? <span className="scene-ticker" /> : null}
    </span>
  );
}
