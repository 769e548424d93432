import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children(ids: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean | undefined;
  }): ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const about = error ?? hint;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': about ? `${id}-about` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {about ? (
        <p id={`${id}-about`} className={error ? 'field-error' : 'field-hint'}>
          {about}
        </p>
      ) : null}
    </div>
  );
}

type Texts = { label: string; hint?: string | undefined; error?: string | undefined };

export function TextField({ label, hint, error, ...rest }: Texts & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <input className="input" {...rest} {...ids} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  ...rest
}: Texts & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <textarea className="input" {...rest} {...ids} />}
    </Field>
  );
}

interface ChoiceFieldProps<Value extends string> extends Texts {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value): void;
  disabled?: boolean;
}

/** The platform's own list: it is the best one on every phone. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, hint, error, value, options, onChange, disabled } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <select
          className="input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value as Value)}
          {...ids}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
