import { useText } from '../i18n/use-text.js';
import { Notice } from '../ui/notice.js';
import { ShowPageLink } from './show-page-link.js';

interface EndedNoticeProps {
  showId: string;
  isModerator: boolean;
}

/** The stage stays open after the show: says who still hears it, and where the rest of the show is kept. */
export function EndedNotice({ showId, isModerator }: EndedNoticeProps) {
  const t = useText();
  return (
    <Notice title={t('studio.ended.text')}>
      <p>{t(isModerator ? 'studio.ended.host' : 'studio.ended.guest')}</p>
      {isModerator ? <ShowPageLink showId={showId} /> : null}
    </Notice>
  );
}
