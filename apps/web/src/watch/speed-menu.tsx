import { Gauge } from 'lucide-react';
import type { ViewerClient, ViewerState } from '#client';
import { currentLocale } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, MenuChoice } from '../ui/menu.js';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

interface SpeedMenuProps {
  viewer: ViewerClient;
  state: ViewerState;
  container: HTMLElement | null;
}

/** For who has gone back, and for what is over: at the edge there is nothing to be faster than. */
export function SpeedMenu({ viewer, state, container }: SpeedMenuProps) {
  const t = useText();
  if (state.isLive) return null;
  const shown = new Intl.NumberFormat(currentLocale());
  const trigger = (
    <IconButton name={t('watch.speed')} variant="ghost">
      <Gauge size={19} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger} side="top" container={container}>
      <MenuChoice
        label={t('watch.speed')}
        value={String(state.speed)}
        options={SPEEDS.map((speed) => ({ value: String(speed), label: `${shown.format(speed)}×` }))}
        onChange={(value) => viewer.chooseSpeed(Number(value))}
      />
    </Menu>
  );
}
