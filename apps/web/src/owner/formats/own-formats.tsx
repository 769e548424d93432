import { useText } from '../../i18n/use-text.js';
import { ChoiceField } from '../../ui/field.js';
import { Switch } from '../../ui/switch.js';
import {
  canToggle,
  hasAv1,
  isFull,
  SHAPES,
  type Shape,
  type ShowFormat,
  withAv1,
  withFormat,
  withMain,
  withShapeToggled,
} from './format-choice.js';
import { ShapeChoice } from './shape-choice.js';
import type { FormatPrices } from './use-format-prices.js';

const FRAME_RATES = [15, 24, 25, 30, 50, 60];
const PRESETS = ['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium'] as const;

export const SHAPE_NAMES = {
  '16:9': 'owner.formats.shape.wide',
  '9:16': 'owner.formats.shape.portrait',
  '1:1': 'owner.formats.shape.square',
} as const;

interface OwnFormatsProps {
  formats: readonly ShowFormat[];
  prices: FormatPrices | undefined;
  /** Languages of the show's captions. */
  captions: readonly string[];
  disabled: boolean;
  onChange(formats: ShowFormat[]): void;
}

/** Which shapes, how large, and what they have in common. */
export function OwnFormats({ formats, prices, captions, disabled, onChange }: OwnFormatsProps) {
  const t = useText();
  const [main] = formats;
  if (main === undefined) return null;
  const isOneShape = formats.every(({ shape }) => shape === main.shape);
  const all = (change: Partial<ShowFormat>) => onChange(formats.map((format) => ({ ...format, ...change })));
  return (
    <>
      <ul className="stack">
        {SHAPES.map((shape) => (
          <ShapeChoice
            key={shape}
            shape={shape}
            name={t(SHAPE_NAMES[shape])}
            format={formats.find((format) => format.shape === shape)}
            canToggle={canToggle(formats, shape)}
            cores={prices?.perShape[shape]}
            disabled={disabled}
            onToggle={() => onChange(withShapeToggled(formats, shape))}
            onChange={(change) => onChange(withFormat(formats, shape, change))}
          />
        ))}
      </ul>
      {isOneShape ? null : (
        <ChoiceField<Shape>
          label={t('owner.formats.main')}
          hint={t('owner.formats.main.hint')}
          value={main.shape}
          disabled={disabled}
          options={SHAPES.filter((shape) => formats.some((format) => format.shape === shape)).map(
            (shape) => ({ value: shape, label: t(SHAPE_NAMES[shape]) }),
          )}
          onChange={(shape) => onChange(withMain(formats, shape))}
        />
      )}
      <div className="format-pair">
        <ChoiceField
          label={t('owner.formats.rate')}
          value={String(main.frameRate)}
          disabled={disabled}
          options={FRAME_RATES.map((rate) => ({ value: String(rate), label: String(rate) }))}
          onChange={(rate) => all({ frameRate: Number(rate) })}
        />
        <ChoiceField<ShowFormat['preset']>
          label={t('owner.formats.preset')}
          value={main.preset}
          disabled={disabled}
          options={PRESETS.map((preset) => ({ value: preset, label: preset }))}
          onChange={(preset) => all({ preset })}
        />
      </div>
      <p className="field-hint">{t('owner.formats.preset.hint')}</p>
      {captions.length > 0 ? (
        <ChoiceField
          label={t('owner.formats.captions')}
          hint={t('owner.formats.captions.hint')}
          value={main.burnedCaptions ?? ''}
          disabled={disabled}
          options={[
            { value: '', label: t('owner.formats.captions.none') },
            ...captions.map((language) => ({ value: language, label: language })),
          ]}
          onChange={(language) => all({ burnedCaptions: language === '' ? null : language })}
        />
      ) : null}
      <div className="stack-tight">
        <Switch
          label={t('owner.formats.av1')}
          checked={hasAv1(formats)}
          disabled={disabled || (isFull(formats) && !hasAv1(formats))}
          onChange={(isOn) => onChange(withAv1(formats, isOn))}
        />
        <p className="field-hint">{t('owner.formats.av1.hint')}</p>
      </div>
      {formats.length === 1 ? (
        <div className="stack-tight">
          <Switch
            label={t('owner.formats.passthrough')}
            checked={main.passthrough ?? false}
            disabled={disabled}
            onChange={(passthrough) => all({ passthrough })}
          />
          <p className="field-hint">{t('owner.formats.passthrough.hint')}</p>
        </div>
      ) : null}
    </>
  );
}
