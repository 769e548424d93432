import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { PanelBoundary } from './panel-boundary.js';

export interface Tab {
  id: string;
  label: string;
  /** A number that asks for attention; 0 is not shown. */
  count?: number;
  icon?: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  /** Beside the panel, one above the other: for more than fit in a row. */
  isRail?: boolean;
}

export function Tabs({ label, tabs, isRail = false }: TabsProps) {
  return (
    <Primitive.Root
      className={isRail ? 'tabs tabs-rail grow' : 'tabs grow'}
      orientation={isRail ? 'vertical' : 'horizontal'}
      defaultValue={tabs[0]?.id ?? ''}
    >
      <Primitive.List className="tab-list" aria-label={label}>
        {tabs.map((tab) => (
          <Primitive.Trigger key={tab.id} className="tab" value={tab.id}>
            {tab.icon}
            {tab.label}
            {tab.count ? <span className="tab-count">{tab.count}</span> : null}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.id} className="tab-panel" value={tab.id} forceMount>
          <PanelBoundary>{tab.content}</PanelBoundary>
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
