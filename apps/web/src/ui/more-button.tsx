import { MoreVertical } from 'lucide-react';
import { Button, type ButtonProps } from './button.js';

interface MoreButtonProps extends Pick<ButtonProps, 'size'> {
  /** Its accessible name. */
  name: string;
}

/** Opens the menu of a row or a card. */
export function MoreButton({ name, ...rest }: MoreButtonProps) {
  return (
    <Button
      {...rest}
      variant="ghost"
      className="button-icon"
      aria-label={name}
      icon={<MoreVertical size={18} />}
    />
  );
}
