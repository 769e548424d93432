import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'plain' | 'primary' | 'live' | 'ghost' | 'outline' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: 'small' | 'normal' | 'large';
  /** Shows that the work is under way and takes no second press. */
  busy?: boolean;
  wide?: boolean;
  icon?: ReactNode;
}

export const buttonClass = (look: Look = 'plain', size: ButtonProps['size'] = 'normal', more = ''): string =>
  ['button', look !== 'plain' && `button-${look}`, size !== 'normal' && `button-${size}`, more]
    .filter(Boolean)
    .join(' ');

export function Button({ look, size, busy, wide, icon, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={buttonClass(look, size, `${wide ? 'button-wide ' : ''}${className ?? ''}`.trim())}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}
