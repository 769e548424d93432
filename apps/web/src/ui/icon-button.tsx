import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button.js';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** Its accessible name and its tooltip. */
  name: string;
  /** Shown behind the name in the tooltip. */
  shortcut?: string;
  children: ReactNode;
}

export function IconButton({ name, shortcut, children, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <Button {...rest} aria-label={name} className={`button-icon ${className ?? ''}`}>
          {children}
        </Button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        {/* For eyes alone: the button has this name already, and stands within a landmark. */}
        <Tooltip.Content className="tooltip" aria-hidden sideOffset={6} collisionPadding={8}>
          {name}
          {shortcut ? ` (${shortcut})` : ''}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
