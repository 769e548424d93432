import { ChevronLeft, ChevronRight, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { MediaItem } from '#client';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { DeleteButton } from './delete-button.js';

interface MediaCardProps {
  item: MediaItem;
  /** What the programme shows in the large place. */
  shownId: string | undefined;
  onShow(pageId: string | null): void;
  onRemove(): void;
}

/** An image, or slides with the page that is shown. */
export function MediaCard({ item: { name, kind, pages }, shownId, onShow, onRemove }: MediaCardProps) {
  const t = useText();
  const [lastPage, setLastPage] = useState(0);
  const shownPage = pages.findIndex(({ id }) => id === shownId);
  const isShown = shownPage >= 0;
  const page = isShown ? shownPage : Math.min(lastPage, pages.length - 1);
  const turn = (to: number) => {
    setLastPage(to);
    if (isShown) onShow(pages[to]?.id ?? null);
  };
  return (
    <li className={isShown ? 'media-card media-on' : 'media-card'}>
      <img className="media-thumb" src={pages[page]?.url} alt="" loading="lazy" />
      <div className="media-foot">
        <p className="truncate media-name">{name}</p>
        {kind === 'slides' ? (
          <div className="media-pages">
            <IconButton
              size="small"
              variant="ghost"
              name={t('studio.media.back')}
              disabled={page === 0}
              onClick={() => turn(page - 1)}
            >
              <ChevronLeft size={18} />
            </IconButton>
            <span className="small tabular" role="status">
              {t('studio.media.page', { page: page + 1, count: pages.length })}
            </span>
            <IconButton
              size="small"
              variant="ghost"
              name={t('studio.media.next')}
              disabled={page === pages.length - 1}
              onClick={() => turn(page + 1)}
            >
              <ChevronRight size={18} />
            </IconButton>
          </div>
        ) : null}
        <div className="media-actions">
          <Button
            size="small"
            variant={isShown ? 'outline' : 'primary'}
            icon={isShown ? <EyeOff size={15} /> : <Eye size={15} />}
            aria-label={t(isShown ? 'studio.media.hide.name' : 'studio.media.show.name', { name })}
            onClick={() => onShow(isShown ? null : (pages[page]?.id ?? null))}
          >
            {t(isShown ? 'studio.overlay.clear' : 'studio.overlay.apply')}
          </Button>
          <DeleteButton
            name={name}
            onDelete={() => {
              if (isShown) onShow(null);
              onRemove();
            }}
          />
        </div>
      </div>
    </li>
  );
}
