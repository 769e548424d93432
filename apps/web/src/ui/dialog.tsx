import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from './button.js';

interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  text?: string;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, text, wide, children }: DialogProps) {
  const t = useText();
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="overlay" />
        <Primitive.Content
          className={wide ? 'dialog dialog-wide' : 'dialog'}
          {...(text ? {} : { 'aria-describedby': undefined })}
        >
          <div className="dialog-head">
            <div>
              <Primitive.Title className="dialog-title">{title}</Primitive.Title>
              {text ? <Primitive.Description className="dialog-text">{text}</Primitive.Description> : null}
            </div>
            <Primitive.Close asChild>
              <Button
                variant="ghost"
                className="button-icon"
                aria-label={t('common.close')}
                icon={<X size={18} />}
              />
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
