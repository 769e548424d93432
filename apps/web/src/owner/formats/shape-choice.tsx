import { useText } from '../../i18n/use-text.js';
import { ChoiceField } from '../../ui/field.js';
import { canvasText, type Shape, type ShowFormat } from './format-choice.js';
import { coresText } from './format-price.js';

const SHORT_SIDES_PX = [1_080, 720, 540, 480, 360];
const STUDIO = 'studio';
const LAYOUTS = [
  'auto',
  'solo',
  'side-by-side',
  'grid',
  'spotlight',
  'screen-strip',
  'picture-in-picture',
] as const;

type Layout = NonNullable<ShowFormat['layout']>;

interface ShapeChoiceProps {
  shape: Shape;
  name: string;
  /** Undefined: the show is not made in this shape. */
  format: ShowFormat | undefined;
  canToggle: boolean;
  /** What it adds, or would add. */
  cores: number | undefined;
  disabled: boolean;
  onToggle(): void;
  onChange(change: Partial<ShowFormat>): void;
}

/** One shape: whether the show is made in it, what that costs, how large it is and how it is laid out. */
export function ShapeChoice(props: ShapeChoiceProps) {
  const { shape, name, format, canToggle, cores, disabled, onToggle, onChange } = props;
  const t = useText();
  const isChosen = format !== undefined;
  const sidesPx = [...new Set([...SHORT_SIDES_PX, format?.shortSidePx ?? 720])].sort((a, b) => b - a);
  const price =
    cores === undefined
      ? ''
      : t(isChosen ? 'owner.formats.cores' : 'owner.formats.more', { cores: coresText(cores) });
  return (
    <li>
      <fieldset className="format" disabled={disabled}>
        <legend className="visually-hidden">{name}</legend>
        <label className="format-row">
          <input
            type="checkbox"
            checked={isChosen}
            disabled={!canToggle}
            aria-label={name}
            onChange={onToggle}
          />
          <span className={`format-shape format-shape-${shape.replace(':', '-')}`} aria-hidden="true" />
          <strong className="grow">{name}</strong>
          <span className="small dim tabular">{price}</span>
        </label>
        {isChosen ? (
          <div className="format-pair">
            <ChoiceField
              label={t('owner.formats.size')}
              value={String(format.shortSidePx)}
              options={sidesPx.map((px) => ({ value: String(px), label: canvasText(shape, px) }))}
              onChange={(px) => onChange({ shortSidePx: Number(px) })}
            />
            <ChoiceField<Layout | typeof STUDIO>
              label={t('owner.formats.layout')}
              value={format.layout ?? STUDIO}
              options={[
                { value: STUDIO, label: t('owner.formats.layout.studio') },
                ...LAYOUTS.map((kind) => ({ value: kind, label: t(`studio.layout.${kind}`) })),
              ]}
              onChange={(layout) => onChange({ layout: layout === STUDIO ? null : layout })}
            />
          </div>
        ) : null}
      </fieldset>
    </li>
  );
}
