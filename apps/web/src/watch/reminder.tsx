import { CalendarPlus } from 'lucide-react';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { Menu, MenuItem } from '../ui/menu.js';
import { calendarFile, googleCalendarUrl } from './calendar-entry.js';

/** Nobody knows how long a show will be. */
const LENGTH_MS = 60 * 60_000;

function entryOf({ id, title, description, scheduledAt }: Show) {
  const startMs = Date.parse(scheduledAt ?? '');
  return {
    ...{ title, text: description, startMs, endMs: startMs + LENGTH_MS, nowMs: api.nowMs() },
    uid: `${id}@${location.hostname}`,
    url: `${location.origin}/watch/${id}`,
  };
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Before the show: an entry for one's own calendar. */
export function Reminder({ show }: { show: Show }) {
  const t = useText();
  return (
    <Menu
      align="center"
      trigger={
        <Button variant="outline" icon={<CalendarPlus size={17} />}>
          {t('watch.remind')}
        </Button>
      }
    >
      <MenuItem onSelect={() => download('show.ics', calendarFile(entryOf(show)))}>
        {t('watch.remind.file')}
      </MenuItem>
      <MenuItem onSelect={() => open(googleCalendarUrl(entryOf(show)), '_blank', 'noopener')}>
        {t('watch.remind.google')}
      </MenuItem>
    </Menu>
  );
}
