import { Tabs as Primitive } from 'radix-ui';
import { type ReactNode, Suspense, useState } from 'react';
import { PanelBoundary } from './panel-boundary.js';
import { PanelLoading } from './panel-loading.js';

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
  onChosen?(id: string): void;
}

/** A panel is drawn when its tab is first chosen, and keeps what is written in it from then on. */
export function Tabs({ label, tabs, isRail = false, onChosen }: TabsProps) {
  const [chosen, setChosen] = useState(tabs[0]?.id ?? '');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set([chosen]));
  const choose = (id: string) => {
    setChosen(id);
    setOpened((last) => new Set([...last, id]));
    onChosen?.(id);
  };
  return (
    <Primitive.Root
      className={isRail ? 'tabs tabs-rail grow' : 'tabs grow'}
      orientation={isRail ? 'vertical' : 'horizontal'}
      value={chosen}
      onValueChange={choose}
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
          <h2 className={isRail ? 'tab-title' : 'visually-hidden'}>{tab.label}</h2>
          {opened.has(tab.id) ? (
            <PanelBoundary>
              <Suspense fallback={<PanelLoading />}>{tab.content}</Suspense>
            </PanelBoundary>
          ) : null}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
