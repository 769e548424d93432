import { Settings } from 'lucide-react';
import type { ViewerClient, ViewerState } from '#client';
import { useText } from '../i18n/use-text.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, MenuChoice } from '../ui/menu.js';

interface QualityMenuProps {
  viewer: ViewerClient;
  state: ViewerState;
  container: HTMLElement | null;
}

const AUTO = 'auto';

export function QualityMenu({ viewer, state, container }: QualityMenuProps) {
  const t = useText();
  if (state.qualities.length < 2) return null;
  const playing = state.qualities.find(({ index }) => index === state.playingQuality);
  const auto =
    playing && state.chosenQuality === null
      ? t('watch.quality.auto-now', { quality: `${playing.heightPx}p` })
      : t('watch.quality.auto');
  const options = state.qualities
    .toSorted((a, b) => b.heightPx - a.heightPx)
    .map(({ index, heightPx }) => ({ value: String(index), label: `${heightPx}p` }));
  const trigger = (
    <IconButton name={t('watch.quality')} variant="ghost">
      <Settings size={19} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger} side="top" container={container}>
      <MenuChoice
        label={t('watch.quality')}
        value={state.chosenQuality === null ? AUTO : String(state.chosenQuality)}
        options={[{ value: AUTO, label: auto }, ...options]}
        onChange={(value) => viewer.chooseQuality(value === AUTO ? null : Number(value))}
      />
    </Menu>
  );
}
