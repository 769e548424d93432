import { useState } from 'react';
import type { ParticipantView, SourceStyle } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { ColourField } from '../../ui/colour-field.js';
import { ChoiceField } from '../../ui/field.js';
import { Switch } from '../../ui/switch.js';
import { useObserved } from '../../ui/use-observed.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { ShareSlider } from './share-slider.js';
import { isStyled, type SourceRef, type StyleChange, styleOf, withoutStyle, withStyle } from './style-of.js';
import './sources.css';

const NO_CROP = { left: 0, top: 0, right: 0, bottom: 0 };
const SIDES = ['left', 'top', 'right', 'bottom'] as const;
/** Opposite sides together leave a tenth of the source. */
const MOST_CROP = 0.45;
const CORNER = { x: 0.68, y: 0.68, width: 0.3, height: 0.3 };
const GREEN = '#00b140';
const KEY = { colour: GREEN, similarity: 0.2, smoothness: 0.08 };
const LAYERS = [-2, -1, 0, 1, 2, 3];

const keyOf = ({ participantId, source }: SourceRef): string => `${participantId} ${source}`;

/** How each source of the layout is shown: crop, fit, place, opacity, layer and chroma key. */
export function SourceStyles({ stageSession: { stage }, programme: { layout }, composer }: StudioPanelProps) {
  const t = useText();
  const { roster } = useObserved(stage.state);
  const sources = [
    ...roster.participants.filter(({ onStage }) => onStage).flatMap(sourcesOf),
    ...(layout.media ? [{ participantId: null, source: 'media' as const, name: undefined }] : []),
  ];
  const [chosen, setChosen] = useState('');
  const source = sources.find((each) => keyOf(each) === chosen) ?? sources[0];
  const nameOf = ({ source: kind, name }: (typeof sources)[number]): string =>
    name === undefined
      ? t('studio.sources.media')
      : kind === 'screen'
        ? t('studio.screen.label', { name })
        : name;
  return (
    <fieldset className="choices stack">
      <legend className="field-label">{t('studio.sources')}</legend>
      <p className="field-hint">{t('studio.sources.hint')}</p>
      {source === undefined ? (
        <p className="small dim">{t('studio.sources.none')}</p>
      ) : (
        <>
          <ChoiceField
            label={t('studio.sources.which')}
            value={keyOf(source)}
            options={sources.map((each) => ({ value: keyOf(each), label: nameOf(each) }))}
            onChange={setChosen}
          />
          <StyleForm
            style={styleOf(layout, source)}
            onChange={(change) => composer.setLayout(withStyle(layout, source, change))}
          />
          <div className="row">
            <Button
              size="small"
              variant="outline"
              disabled={!isStyled(layout, source)}
              onClick={() => composer.setLayout(withoutStyle(layout, source))}
            >
              {t('studio.sources.reset')}
            </Button>
          </div>
        </>
      )}
    </fieldset>
  );
}

const sourcesOf = ({ participantId, name, tracks }: ParticipantView) => [
  { participantId, source: 'camera' as const, name },
  ...(tracks.some(({ source }) => source === 'screen')
    ? [{ participantId, source: 'screen' as const, name }]
    : []),
];

interface StyleFormProps {
  style: SourceStyle;
  onChange(change: StyleChange): void;
}

function StyleForm({ style, onChange }: StyleFormProps) {
  const t = useText();
  const { crop = NO_CROP, fit, opacity = 1, layer = 0 } = style;
  const cut = (side: (typeof SIDES)[number], share: number) => {
    const next = { ...crop, [side]: share };
    onChange({ crop: SIDES.every((each) => next[each] === 0) ? undefined : next });
  };
  return (
    <div className="stack">
      <ChoiceField
        label={t('studio.sources.fit')}
        value={fit ?? 'layout'}
        options={(['layout', 'cover', 'contain'] as const).map((value) => ({
          value,
          label: t(`studio.sources.fit.${value}`),
        }))}
        onChange={(value) => onChange({ fit: value === 'layout' ? undefined : value })}
      />
      <div className="stack-tight">
        <p className="field-label">{t('studio.sources.crop')}</p>
        {SIDES.map((side) => (
          <ShareSlider
            key={side}
            label={t(`studio.sources.${side}`)}
            max={MOST_CROP}
            value={crop[side]}
            onChange={(share) => cut(side, share)}
          />
        ))}
      </div>
      <PlaceFields style={style} onChange={onChange} />
      <ShareSlider
        label={t('studio.sources.opacity')}
        value={opacity}
        onChange={(share) => onChange({ opacity: share === 1 ? undefined : share })}
      />
      <ChoiceField
        label={t('studio.sources.layer')}
        hint={t('studio.sources.layer.hint')}
        value={String(layer)}
        options={LAYERS.map((each) => ({ value: String(each), label: String(each) }))}
        onChange={(value) => onChange({ layer: value === '0' ? undefined : Number(value) })}
      />
      <KeyFields style={style} onChange={onChange} />
    </div>
  );
}

function PlaceFields({ style: { place }, onChange }: StyleFormProps) {
  const t = useText();
  const change = (fields: Partial<typeof CORNER>) => onChange({ place: { ...CORNER, ...place, ...fields } });
  return (
    <div className="stack-tight">
      <Switch
        label={t('studio.sources.place')}
        checked={place !== undefined}
        onChange={(isOn) => onChange({ place: isOn ? CORNER : undefined })}
      />
      {place === undefined ? null : (
        <>
          <ShareSlider label={t('studio.sources.left')} value={place.x} onChange={(x) => change({ x })} />
          <ShareSlider label={t('studio.sources.top')} value={place.y} onChange={(y) => change({ y })} />
          <ShareSlider
            label={t('studio.sources.width')}
            min={0.05}
            value={place.width}
            onChange={(width) => change({ width })}
          />
          <ShareSlider
            label={t('studio.sources.height')}
            min={0.05}
            value={place.height}
            onChange={(height) => change({ height })}
          />
        </>
      )}
    </div>
  );
}

function KeyFields({ style: { key }, onChange }: StyleFormProps) {
  const t = useText();
  const change = (fields: Partial<typeof KEY>) => onChange({ key: { ...KEY, ...key, ...fields } });
  return (
    <div className="stack-tight">
      <Switch
        label={t('studio.sources.key')}
        checked={key !== undefined}
        onChange={(isOn) => onChange({ key: isOn ? KEY : undefined })}
      />
      {key === undefined ? null : (
        <>
          <ColourField
            label={t('studio.sources.key.colour')}
            usual={GREEN}
            value={key.colour === GREEN ? null : key.colour}
            onChange={(colour) => change({ colour: colour ?? GREEN })}
          />
          <ShareSlider
            label={t('studio.sources.key.similarity')}
            value={key.similarity}
            onChange={(similarity) => change({ similarity })}
          />
          <ShareSlider
            label={t('studio.sources.key.smoothness')}
            value={key.smoothness}
            onChange={(smoothness) => change({ smoothness })}
          />
        </>
      )}
    </div>
  );
}
