import { HeldMessages } from '../audience/held-messages.js';
import { useText } from '../i18n/use-text.js';
import type { StudioPanelProps } from './studio-panel.js';

/** What the rules of the chat hold back, for hosts. */
export function HeldPanel({ clients: { audience } }: StudioPanelProps) {
  const t = useText();
  return (
    <section className="grow" aria-label={t('studio.held')}>
      <HeldMessages audience={audience} />
    </section>
  );
}
