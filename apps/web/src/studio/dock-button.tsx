import type { ReactNode } from 'react';
import { IconButton } from '../ui/icon-button.js';

interface DockButtonProps {
  /** What a press does; also the tooltip. It has the label's word in it. */
  name: string;
  /** Below the icon. */
  label: string;
  shortcut?: string;
  tone?: 'plain' | 'off' | 'on' | 'leave';
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}

export function DockButton({ label, tone = 'plain', children, ...rest }: DockButtonProps) {
  return (
    <span className="dock-item">
      <IconButton {...rest} className={`dock-button dock-${tone}`}>
        {children}
      </IconButton>
      <span className="dock-label" aria-hidden="true">
        {label}
      </span>
    </span>
  );
}
