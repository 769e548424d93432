import { createElement } from 'react';
import { useText } from '../i18n/use-text.js';
import { Tabs } from '../ui/tabs.js';
import type { StudioPanelProps } from './studio-panel.js';
import { STUDIO_PANELS } from './studio-panels.js';
import { useTabCounts } from './use-tab-counts.js';

export function StudioTabs(props: StudioPanelProps) {
  const t = useText();
  const { counts, onChosen } = useTabCounts(props);
  return (
    <Tabs
      isRail
      label={t('studio.panel')}
      onChosen={onChosen}
      tabs={STUDIO_PANELS.filter((panel) => props.isModerator || panel.for === 'everybody').map((panel) => ({
        id: panel.id,
        label: t(panel.label),
        count: counts[panel.id] ?? 0,
        icon: createElement(panel.icon, { size: 18 }),
        content: createElement(panel.component, props),
      }))}
    />
  );
}
