import { Tooltip } from 'radix-ui';
import { LAYOUT_KINDS, type Layout } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { LayoutIcon } from './layout-icon.js';

interface LayoutRowProps {
  layout: Layout;
  onChange(layout: Layout): void;
}

/** The layouts as images under the programme: one press or key, and the programme has it. */
export function LayoutRow({ layout, onChange }: LayoutRowProps) {
  const t = useText();
  return (
    <div className="layout-row" role="toolbar" aria-label={t('studio.layout')}>
      {LAYOUT_KINDS.map((kind, n) => (
        <Tooltip.Root key={kind}>
          <Tooltip.Trigger asChild>
            <button
              type="button"
              className="layout-choice"
              aria-label={t(`studio.layout.${kind}`)}
              aria-pressed={layout.kind === kind}
              aria-keyshortcuts={`Shift+${n + 1}`}
              onClick={() => onChange({ ...layout, kind })}
            >
              <LayoutIcon kind={kind} />
            </button>
          </Tooltip.Trigger>
          <Tooltip.Portal>
            <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
              {t(`studio.layout.${kind}`)} (⇧{n + 1})
            </Tooltip.Content>
          </Tooltip.Portal>
        </Tooltip.Root>
      ))}
    </div>
  );
}
