import { useText } from '../i18n/use-text.js';
import { useObserved } from '../ui/use-observed.js';
import type { AudienceSession } from './audience-session.js';

/** The chapter that this viewer's own video is in. */
export function ChapterNow({ audienceSession }: { audienceSession: AudienceSession }) {
  const t = useText();
  const { chapter } = useObserved(audienceSession.audience.state);
  return chapter === null ? null : (
    <p className="watch-chapter small">{t('watch.chapter.now', { title: chapter })}</p>
  );
}
