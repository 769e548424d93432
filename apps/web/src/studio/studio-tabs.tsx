import { createElement } from 'react';
import { useText } from '../i18n/use-text.js';
import { Tabs } from '../ui/tabs.js';
import { useObserved } from '../ui/use-observed.js';
import type { StudioPanelProps } from './studio-panel.js';
import { STUDIO_PANELS } from './studio-panels.js';

export function StudioTabs(props: StudioPanelProps) {
  const t = useText();
  const { unread } = useObserved(props.clients.talk.state);
  return (
    <Tabs
      isRail
      label={t('studio.panel')}
      tabs={STUDIO_PANELS.filter((panel) => props.isModerator || panel.for === 'everybody').map((panel) => ({
        id: panel.id,
        label: t(panel.label),
        ...(panel.id === 'private' ? { count: unread } : {}),
        icon: createElement(panel.icon, { size: 18 }),
        content: createElement(panel.component, props),
      }))}
    />
  );
}
