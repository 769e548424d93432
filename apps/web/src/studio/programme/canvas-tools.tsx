import { ArrowRightLeft } from 'lucide-react';
import type { ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { useObserved } from '../../ui/use-observed.js';
import type { Composer } from '../scenes/composer.js';
import { LayoutRow } from './layout-row.js';

interface CanvasToolsProps {
  composer: Composer;
  edited: ProgrammeView;
  isModerator: boolean;
  /** Whether the canvas shows what is delivered; undefined while nothing is. */
  asViewers: boolean | undefined;
  onAsViewers(asViewers: boolean): void;
  /** Whether safe areas are drawn on the canvas. */
  hasGuides: boolean;
  onGuides(hasGuides: boolean): void;
}

/** Under the canvas: layouts, what is on the programme for a while, and "Take". */
export function CanvasTools(props: CanvasToolsProps) {
  const { composer, edited, isModerator, asViewers, onAsViewers, hasGuides, onGuides } = props;
  const t = useText();
  const { preview } = useObserved(composer.state);
  const { layout, overlays } = edited;
  return (
    <div className="canvas-tools">
      {isModerator ? <LayoutRow layout={layout} onChange={(next) => composer.setLayout(next)} /> : null}
      {preview ? (
        <Button
          variant="live"
          icon={<ArrowRightLeft size={16} />}
          aria-keyshortcuts="T"
          onClick={() => composer.take()}
        >
          {t('studio.take')}
        </Button>
      ) : null}
      {isModerator && layout.media ? (
        <button type="button" className="chip" onClick={() => composer.setLayout({ ...layout, media: null })}>
          {t('studio.media.hide')}
        </button>
      ) : null}
      {isModerator && overlays.titleBar ? (
        <button
          type="button"
          className="chip"
          onClick={() => composer.setOverlays({ ...overlays, titleBar: null })}
        >
          {t('studio.comment.hide')}
        </button>
      ) : null}
      {isModerator ? (
        <button type="button" className="chip" aria-pressed={hasGuides} onClick={() => onGuides(!hasGuides)}>
          {t('studio.canvas.safe-areas')}
        </button>
      ) : null}
      {asViewers === undefined ? null : (
        <button
          type="button"
          className="chip"
          aria-pressed={asViewers}
          onClick={() => onAsViewers(!asViewers)}
        >
          {t('studio.canvas.viewers')}
        </button>
      )}
    </div>
  );
}
