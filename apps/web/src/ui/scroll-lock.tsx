import type { Slot } from 'radix-ui';
import { forwardRef, type HTMLAttributes, useEffect } from 'react';

interface RemoveScrollProps extends HTMLAttributes<HTMLDivElement> {
  as?: typeof Slot.Root | 'div';
  allowPinchZoom?: boolean;
  enabled?: boolean;
  shards?: unknown;
  removeScrollBar?: boolean;
}

let holders = 0;

function hold(): () => void {
  holders += 1;
  document.documentElement.dataset.scrollLocked = '';
  return () => {
    holders -= 1;
    if (holders === 0) delete document.documentElement.dataset.scrollLocked;
  };
}

/**
 * Stands in for react-remove-scroll below the dialog primitives. That package writes a <style> element, which
 * `style-src 'self'` refuses; one attribute and a rule in base.css do the same.
 */
export const RemoveScroll = forwardRef<HTMLDivElement, RemoveScrollProps>(function RemoveScroll(props, ref) {
  const {
    as,
    allowPinchZoom: _zoom,
    enabled = true,
    shards: _shards,
    removeScrollBar: _bar,
    ...rest
  } = props;
  useEffect(() => (enabled ? hold() : undefined), [enabled]);
  const Tag = as ?? 'div';
  return <Tag ref={ref} {...rest} />;
});
