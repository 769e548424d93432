import type { InputHTMLAttributes } from 'react';
import { useText } from '../i18n/use-text.js';
import { TextField } from './field.js';

interface EmailFieldProps extends Pick<InputHTMLAttributes<HTMLInputElement>, 'required' | 'autoComplete'> {
  hint?: string;
  value: string;
  onChange(value: string): void;
}

/** Of RFC 5321, and what the server takes. */
const LONGEST = 254;

/** The e-mail address of the visitor. */
export function EmailField({ onChange, autoComplete = 'email', ...rest }: EmailFieldProps) {
  const t = useText();
  return (
    <TextField
      label={t('setup.email')}
      type="email"
      maxLength={LONGEST}
      autoComplete={autoComplete}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
}
