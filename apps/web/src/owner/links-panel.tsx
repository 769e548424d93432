import { useText } from '../i18n/use-text.js';
import { ShowLinks } from '../links/show-links.js';
import type { ShowPanelProps } from './show-panel.js';

/** Links that let people into this show, made before it or while it runs. */
export function LinksPanel({ show }: ShowPanelProps) {
  const t = useText();
  if (show.state === 'ended') return null;
  return (
    <section className="card card-pad stack" aria-label={t('owner.show.links')}>
      <h2>{t('owner.show.links')}</h2>
      <ShowLinks showId={show.id} isHost />
    </section>
  );
}
