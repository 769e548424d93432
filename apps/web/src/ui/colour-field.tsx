import { useId } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from './button.js';
import './colour-field.css';

interface ColourFieldProps {
  label: string;
  /** Shown while none is chosen. */
  usual: string;
  value: string | null;
  onChange(colour: string | null): void;
}

/** The browser's own colour picker, and a way back to the usual colour. */
export function ColourField({ label, usual, value, onChange }: ColourFieldProps) {
  const t = useText();
  const id = useId();
  return (
    <div className="stack-tight">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="row">
        <input
          id={id}
          type="color"
          className="colour-input"
          value={value ?? usual}
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="mono">{value ?? usual}</span>
        {value === null ? null : (
          <Button size="small" variant="ghost" onClick={() => onChange(null)}>
            {t('common.usual-colour')}
          </Button>
        )}
      </div>
    </div>
  );
}
