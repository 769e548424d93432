import { Link } from 'wouter';
import { useText } from '../i18n/use-text.js';
import { buttonClass } from '../ui/button.js';
import { usePerson } from '../ui/person.js';

/** For hosts with an account: who came by a link cannot open the page. */
export function ShowPageLink({ showId }: { showId: string }) {
  const t = useText();
  return usePerson() ? (
    <Link href={`/owner/shows/${showId}`} className={buttonClass('primary', 'small')}>
      {t('studio.ended.page')}
    </Link>
  ) : null;
}
