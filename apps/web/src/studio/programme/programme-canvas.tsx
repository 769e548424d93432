import { type CSSProperties, type DragEvent, useRef } from 'react';
import { canvasTiles } from '#client';
import type { ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { useObserved } from '../../ui/use-observed.js';
import type { StageSession } from '../stage-session.js';
import { CanvasGuides } from './canvas-guides.js';
import { CanvasOverlays } from './canvas-overlays.js';
import { CanvasTile } from './canvas-tile.js';
import { draggedPerson, dragPerson } from './drag-person.js';
import { useFreePlates } from './use-free-plates.js';
import type { StreamOf } from './use-streams.js';
import '../../ui/brand-fonts.css';

/** Tiles are placed on a canvas of this size, as the compositor places them, and drawn in parts of it. */
const CANVAS = { width: 1_280, height: 720 };
const TICKER_PX = 42;

interface ProgrammeCanvasProps {
  stageSession: StageSession;
  programme: ProgrammeView;
  label: string;
  streamOf: StreamOf;
  imageUrl(assetId: string): string;
  canArrange: boolean;
  hasGuides: boolean;
  /** `slotOf`: who stands where the person was dropped; nobody where the canvas is empty. */
  onPlace(participantId: string, slotOf: string | null, shown: readonly string[]): void;
  onMove(participantId: string, step: 1 | -1, shown: readonly string[]): void;
}

/** The programme, drawn here from the stage's own streams by the compositor's rules: no later than the stage itself. */
export function ProgrammeCanvas(props: ProgrammeCanvasProps) {
  const { stageSession, programme, streamOf, imageUrl, label, canArrange, hasGuides, onPlace, onMove } =
    props;
  const t = useText();
  const canvas = useRef<HTMLElement>(null);
  useFreePlates(canvas);
  const { roster, participantId: me } = useObserved(stageSession.stage.state);
  const { layout, overlays } = programme;
  const heightPx = CANVAS.height - (overlays.ticker ? TICKER_PX : 0);
  const tiles = canvasTiles({
    participants: roster.participants,
    layout,
    canvas: { width: CANVAS.width, height: heightPx },
    activeSpeakerId: roster.activeSpeakerId,
  });
  const shown = tiles.filter(({ source }) => source === 'camera').map(({ personId }) => personId);
  const drop = (event: DragEvent, slotOf: string | null) => {
    const dragged = draggedPerson(event);
    if (!canArrange || dragged === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onPlace(dragged, slotOf, shown);
  };
  const { background } = layout;
  const image = 'assetId' in background ? imageUrl(background.assetId) : undefined;
  return (
    <section
      ref={canvas}
      className={`canvas brand-font-${overlays.font}`}
      aria-label={label}
      data-tile-border={layout.tileBorder}
      data-tile-shadow={layout.tileShadow}
      style={{ '--ground': background.colour, '--accent': overlays.accent } as CSSProperties}
      onDragOver={(event) => canArrange && event.preventDefault()}
      onDrop={(event) => drop(event, null)}
    >
      {image ? <img className="canvas-ground" src={image} alt="" /> : null}
      {tiles.map((tile) => {
        const { source } = tile;
        if (source === 'media')
          return (
            <img
              key={tile.personId}
              className="canvas-media"
              style={placeOf(tile)}
              src={imageUrl(tile.personId)}
              alt={t('studio.media.on-canvas')}
            />
          );
        const participant = roster.participants.find((each) => each.participantId === tile.personId);
        if (!participant) return null;
        return (
          <CanvasTile
            key={`${tile.personId} ${tile.source}`}
            participant={participant}
            source={source}
            stream={streamOf(participant, source)}
            isMe={tile.personId === me}
            hasLabel={layout.labels}
            fit={tile.fit}
            place={placeOf(tile)}
            canMove={canArrange && shown.length > 1}
            onMove={(step) => onMove(tile.personId, step, shown)}
            onDrag={(event) => dragPerson(event, tile.personId)}
            onDropped={(event) => drop(event, tile.personId)}
          />
        );
      })}
      {tiles.length === 0 ? <p className="canvas-empty">{t('studio.canvas.empty')}</p> : null}
      <CanvasOverlays
        programme={programme}
        logoUrl={overlays.logo ? imageUrl(overlays.logo.assetId) : undefined}
        frameUrl={overlays.frame ? imageUrl(overlays.frame.assetId) : undefined}
      />
      {hasGuides ? <CanvasGuides canvas={CANVAS} /> : null}
      <p id="canvas-keys" className="visually-hidden">
        {t('studio.canvas.keys')}
      </p>
    </section>
  );
}

type Tile = ReturnType<typeof canvasTiles>[number];

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;

/** A crop is only drawn by browsers that know `object-view-box`; a chroma key is seen in the programme alone. */
const placeOf = (tile: Tile): CSSProperties => ({
  left: percent(tile.x, CANVAS.width),
  top: percent(tile.y, CANVAS.height),
  width: percent(tile.width, CANVAS.width),
  height: percent(tile.height, CANVAS.height),
  ...(tile.opacity === undefined ? {} : { opacity: tile.opacity }),
  ...(tile.crop ? ({ '--crop': insetOf(tile.crop) } as CSSProperties) : {}),
});

const insetOf = ({ top, right, bottom, left }: NonNullable<Tile['crop']>): string =>
  `inset(${[top, right, bottom, left].map((share) => percent(share, 1)).join(' ')})`;
