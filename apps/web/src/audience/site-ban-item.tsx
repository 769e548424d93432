import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { MenuItem } from '../ui/menu.js';
import { usePerson } from '../ui/person.js';
import { runAction } from '../ui/run-action.js';

interface SiteBanItemProps {
  showId: string;
  personId: string;
  name: string;
}

/** For the owner of the site alone. */
export function SiteBanItem({ showId, personId, name }: SiteBanItemProps) {
  const t = useText();
  const person = usePerson();
  if (person?.role !== 'owner') return null;
  return (
    <MenuItem
      bad
      onSelect={() => runAction(api.calls.call('site.ban', { params: { showId }, body: { personId } }))}
    >
      {t('studio.chat.ban.site', { name })}
    </MenuItem>
  );
}
