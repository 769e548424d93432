import { Captions, CaptionsOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ViewerClient, ViewerState } from '#client';
import { useText } from '../i18n/use-text.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, MenuChoice } from '../ui/menu.js';
import {
  CAPTION_COLOURS,
  CAPTION_PLACES,
  CAPTION_SIZES,
  type CaptionStyle,
  readCaptionStyle,
  writeCaptionStyle,
} from './caption-style.js';

interface CaptionsMenuProps {
  viewer: ViewerClient;
  state: ViewerState;
  container: HTMLElement | null;
}

const OFF = 'off';

export function CaptionsMenu({ viewer, state, container }: CaptionsMenuProps) {
  const t = useText();
  const [style, setStyle] = useState(readCaptionStyle);
  const { size, colour, place } = style;
  const isChosen = state.chosenCaption !== null;
  useEffect(() => {
    if (!container) return;
    container.dataset.captionSize = size;
    container.dataset.captionColour = colour;
  }, [container, size, colour]);
  useEffect(() => viewer.placeCaptions(place === 'top'), [viewer, place]);
  const choose = (change: Partial<CaptionStyle>) => {
    const next = { ...style, ...change };
    writeCaptionStyle(next);
    setStyle(next);
  };
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
      {isChosen ? (
        <>
          <MenuChoice
            label={t('watch.captions.size')}
            value={size}
            options={CAPTION_SIZES.map((value) => ({ value, label: t(`watch.captions.size.${value}`) }))}
            onChange={(value) => choose({ size: value as CaptionStyle['size'] })}
          />
          <MenuChoice
            label={t('watch.captions.colour')}
            value={colour}
            options={CAPTION_COLOURS.map((value) => ({ value, label: t(`watch.captions.colour.${value}`) }))}
            onChange={(value) => choose({ colour: value as CaptionStyle['colour'] })}
          />
          <MenuChoice
            label={t('watch.captions.place')}
            value={place}
            options={CAPTION_PLACES.map((value) => ({ value, label: t(`watch.captions.place.${value}`) }))}
            onChange={(value) => choose({ place: value as CaptionStyle['place'] })}
          />
        </>
      ) : null}
    </Menu>
  );
}
