import { BRAND_FONTS, type BrandFont } from '#protocol';
import { useText } from '../i18n/use-text.js';
import './brand-fonts.css';
import './font-choice.css';

interface FontChoiceProps {
  label: string;
  font: BrandFont;
  onChange(font: BrandFont): void;
}

/** The bundled typefaces, each written in itself. */
export function FontChoice({ label, font: chosen, onChange }: FontChoiceProps) {
  const t = useText();
  return (
    <fieldset className="brand-fonts">
      <legend className="field-label">{label}</legend>
      {BRAND_FONTS.map((font) => (
        <button
          key={font}
          type="button"
          className={`brand-font brand-font-${font}`}
          aria-pressed={chosen === font}
          onClick={() => onChange(font)}
        >
          {t(`studio.brand.font.${font}`)}
        </button>
      ))}
    </fieldset>
  );
}
