import { Suspense, useEffect, useState } from 'react';
import type { Connection } from '#client';
import { lazyPanel } from '../../ui/lazy-panel.js';
import { PanelBoundary } from '../../ui/panel-boundary.js';
import { BOARD_TOPIC } from './board-topic.js';
import type { WhiteboardProps } from './whiteboard.js';

const Whiteboard = lazyPanel<WhiteboardProps>(async () => (await import('./whiteboard.js')).Whiteboard);

/** The whiteboard, loaded when it is first opened; from then on it stays, since it may be on air. */
export function WhiteboardPlace(props: WhiteboardProps) {
  const [wasOpened, setOpened] = useState(props.open);
  useEffect(() => {
    if (props.open) setOpened(true);
  }, [props.open]);
  if (!wasOpened && !props.open) return null;
  return (
    <PanelBoundary>
      <Suspense>
        <Whiteboard {...props} />
      </Suspense>
    </PanelBoundary>
  );
}

/** Whether others have drawn since the board was last open here. */
export function useBoardActivity(
  connection: Connection,
  stage: WhiteboardProps['stage'],
  isOpen: boolean,
): boolean {
  const [isActive, setActive] = useState(false);
  useEffect(() => {
    setActive(false);
    if (isOpen) return;
    return connection.on('shared.changed', ({ topic, byId }) => {
      if (topic === BOARD_TOPIC && byId !== stage.state.value.participantId) setActive(true);
    });
  }, [connection, stage, isOpen]);
  return isActive;
}
