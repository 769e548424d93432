import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab {
  id: string;
  label: string;
  /** A number that asks for attention; 0 is not shown. */
  count?: number;
  icon?: ReactNode;
  content: ReactNode;
}

export function Tabs({ label, tabs, first }: { label: string; tabs: readonly Tab[]; first?: string }) {
  return (
    <Primitive.Root className="tabs grow" defaultValue={first ?? tabs[0]?.id ?? ''}>
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
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
