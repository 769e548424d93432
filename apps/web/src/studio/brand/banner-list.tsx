import { Eye, EyeOff, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { IconButton } from '../../ui/icon-button.js';
import { runAction } from '../../ui/run-action.js';
import { type OverlayProps, OverlaySwitches } from '../overlay-switches.js';
import { type Banner, useBrand } from './use-brand.js';
import './brand.css';

const isSame = (one: Banner, other: Banner | null): boolean =>
  one.title === other?.title && one.subtitle === other?.subtitle;

/** Titles that wait: each goes on the programme with one click, and takes the place of the one that is there. */
export function BannerList({ showId, overlays, onChange }: OverlayProps & { showId: string }) {
  const t = useText();
  const { titleBar } = overlays;
  const { brand, change } = useBrand(showId);
  const [title, setTitle] = useState(titleBar?.title ?? '');
  const [subtitle, setSubtitle] = useState(titleBar?.subtitle ?? '');
  const banners = brand?.banners ?? [];
  const written = { title: title.trim(), subtitle: subtitle.trim() };
  const keep = (next: Banner[]) => runAction(change({ banners: next }));
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ titleBar: written });
      }}
    >
      <h3 className="field-label">{t('studio.banners')}</h3>
      {banners.length > 0 ? (
        <ul className="stack-tight" aria-label={t('studio.banners')}>
          {banners.map((banner, n) => {
            const isShown = isSame(banner, titleBar);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same words
              <li key={n} className={isShown ? 'banner banner-shown' : 'banner'}>
                <span className="grow">
                  <strong className="small">{banner.title}</strong>
                  {banner.subtitle ? <span className="small dim"> {banner.subtitle}</span> : null}
                </span>
                <IconButton
                  name={t(isShown ? 'studio.banner.hide' : 'studio.banner.show', { title: banner.title })}
                  variant="ghost"
                  onClick={() => onChange({ titleBar: isShown ? null : banner })}
                >
                  {isShown ? <EyeOff size={17} /> : <Eye size={17} />}
                </IconButton>
                <IconButton
                  name={t('studio.banner.remove', { title: banner.title })}
                  variant="ghost"
                  onClick={() => keep(banners.filter((_, each) => each !== n))}
                >
                  <Trash2 size={17} />
                </IconButton>
              </li>
            );
          })}
        </ul>
      ) : null}
      <TextField
        label={t('studio.overlay.title')}
        value={title}
        maxLength={80}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextField
        label={t('studio.overlay.subtitle')}
        value={subtitle}
        maxLength={120}
        onChange={(event) => setSubtitle(event.target.value)}
      />
      <div className="row">
        <OverlaySwitches
          isOn={titleBar !== null}
          canPut={written.title !== ''}
          onClear={() => onChange({ titleBar: null })}
        />
        <Button
          size="small"
          variant="ghost"
          icon={<Plus size={16} />}
          disabled={written.title === '' || !brand}
          onClick={() => keep([...banners, written])}
        >
          {t('studio.banner.keep')}
        </Button>
      </div>
    </form>
  );
}
