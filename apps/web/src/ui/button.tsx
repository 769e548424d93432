import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Variant = 'plain' | 'primary' | 'live' | 'ghost' | 'outline' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant;
  size?: 'small' | 'normal' | 'large';
  /** Shows that the work is under way and takes no second press. */
  busy?: boolean;
  wide?: boolean;
  icon?: ReactNode;
}

export const buttonClass = (
  variant: Variant = 'plain',
  size: ButtonProps['size'] = 'normal',
  more = '',
): string =>
  ['button', variant !== 'plain' && `button-${variant}`, size !== 'normal' && `button-${size}`, more]
    .filter(Boolean)
    .join(' ');

export function Button({ variant, size, busy, wide, icon, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={buttonClass(variant, size, `${wide ? 'button-wide ' : ''}${className ?? ''}`.trim())}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}
