import { Captions, CaptionsOff } from 'lucide-react';
import type { ViewerClient, ViewerState } from '#client';
import { useText } from '../i18n/use-text.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, MenuChoice } from '../ui/menu.js';

interface CaptionsMenuProps {
  viewer: ViewerClient;
  state: ViewerState;
  container: HTMLElement | null;
}

const OFF = 'off';

export function CaptionsMenu({ viewer, state, container }: CaptionsMenuProps) {
  const t = useText();
  if (state.captions.length === 0) return null;
  const trigger = (
    <IconButton name={t('watch.captions')} shortcut="C" variant="ghost">
      {state.chosenCaption === null ? <CaptionsOff size={19} /> : <Captions size={19} />}
    </IconButton>
  );
  return (
    <Menu trigger={trigger} side="top" container={container}>
      <MenuChoice
        label={t('watch.captions')}
        value={state.chosenCaption === null ? OFF : String(state.chosenCaption)}
        options={[
          { value: OFF, label: t('watch.captions.off') },
          ...state.captions.map(({ index, name }) => ({ value: String(index), label: name })),
        ]}
        onChange={(value) => viewer.chooseCaption(value === OFF ? null : Number(value))}
      />
    </Menu>
  );
}
