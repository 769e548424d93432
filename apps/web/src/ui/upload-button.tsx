import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { Button, type ButtonProps } from './button.js';

interface UploadButtonProps extends Pick<ButtonProps, 'size' | 'busy'> {
  label: string;
  icon: ReactNode;
  /** Media types. */
  types: readonly string[];
  onFile(file: File): void;
}

/** Asks for one file; its input is hidden, since no two browsers draw it alike. */
export function UploadButton({ label, icon, types, onFile, ...look }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const send = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [given] = currentTarget.files ?? [];
    if (given) onFile(given);
    // The same file once more is a change again.
    currentTarget.value = '';
  };
  return (
    <>
      <input ref={input} type="file" hidden accept={types.join()} onChange={send} aria-label={label} />
      <Button {...look} variant="outline" icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
