import { useState } from 'react';
import type { ParticipantView, ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Notice } from '../../ui/notice.js';
import { PanelBoundary } from '../../ui/panel-boundary.js';
import { runAction } from '../../ui/run-action.js';
import { useObserved } from '../../ui/use-observed.js';
import { setLayout } from '../layout-panel.js';
import { ProgrammeMonitor } from '../programme-monitor.js';
import { StageAudio } from '../stage-audio.js';
import type { StageSession } from '../stage-session.js';
import type { StudioClients } from '../studio-clients.js';
import { TileMenu } from '../tile-menu.js';
import type { OwnTracks } from '../use-own-tracks.js';
import { moveInOrder, putInSlot } from './arrange.js';
import { LayoutRow } from './layout-row.js';
import { PeopleStrip } from './people-strip.js';
import { ProgrammeCanvas } from './programme-canvas.js';
import { useShowImages } from './use-show-images.js';
import { useStreams } from './use-streams.js';
import { useTileSizes } from './use-tile-sizes.js';
import { Volumes } from './volumes.js';
import './programme.css';

interface StudioStageProps {
  showId: string;
  stageSession: StageSession;
  clients: StudioClients;
  own: OwnTracks;
  programme: ProgrammeView;
  isModerator: boolean;
  onInvite(): void;
}

/** The programme, the layouts under it, and everybody who can be in it. */
export function StudioStage(props: StudioStageProps) {
  const { showId, stageSession, clients, own, programme, isModerator, onInvite } = props;
  const { connection, stage } = stageSession;
  const t = useText();
  const { participantId: me, roster } = useObserved(stage.state);
  const streamOf = useStreams(stageSession, own);
  const [volumes] = useState(() => new Volumes());
  const [asViewers, setAsViewers] = useState(false);
  const imageUrl = useShowImages(showId, programme);
  useTileSizes(stageSession, programme);
  const { layout } = programme;
  const isLive = programme.state === 'live' || programme.state === 'ending';
  const isBackstage = roster.participants.some((each) => each.participantId === me && !each.onStage);
  const change = (next: typeof layout) => {
    if (next !== layout) setLayout(connection, next);
  };
  const place = (participantId: string, slotOf: string | null, shown: readonly string[]) => {
    const person = roster.participants.find((each) => each.participantId === participantId);
    if (person && !person.onStage)
      runAction(connection.request('moderation.set-on-stage', { participantId, onStage: true }));
    if (slotOf !== null) change(putInSlot(layout, shown, participantId, slotOf));
  };
  const menu = (participant: ParticipantView, source: 'camera' | 'screen') =>
    isModerator ? (
      <TileMenu
        connection={connection}
        participant={participant}
        source={source}
        layout={layout}
        isMe={participant.participantId === me}
      />
    ) : null;
  return (
    <div className="studio-stage">
      {isBackstage ? <Notice title={t('studio.backstage.you')}>{t('studio.backstage.text')}</Notice> : null}
      <div className="canvas-room">
        <PanelBoundary>
          {isLive && asViewers ? (
            <ProgrammeMonitor showId={showId} programme={programme} />
          ) : (
            <ProgrammeCanvas
              stageSession={stageSession}
              programme={programme}
              streamOf={streamOf}
              imageUrl={imageUrl}
              canArrange={isModerator}
              onPlace={place}
              onMove={(id, step, shown) => change(moveInOrder(layout, shown, id, step))}
            />
          )}
        </PanelBoundary>
      </div>
      <div className="canvas-tools">
        {isModerator ? <LayoutRow layout={layout} onChange={change} /> : null}
        {isModerator && programme.overlays.titleBar ? (
          <button
            type="button"
            className="chip"
            onClick={() =>
              runAction(
                connection.request('programme.set-overlays', {
                  overlays: { ...programme.overlays, titleBar: null },
                }),
              )
            }
          >
            {t('studio.comment.hide')}
          </button>
        ) : null}
        {isLive ? (
          <button
            type="button"
            className="chip"
            aria-pressed={asViewers}
            onClick={() => setAsViewers((last) => !last)}
          >
            {t('studio.canvas.viewers')}
          </button>
        ) : null}
      </div>
      <PanelBoundary>
        <PeopleStrip
          stageSession={stageSession}
          clients={clients}
          streamOf={streamOf}
          volumes={volumes}
          isModerator={isModerator}
          layout={layout}
          onLayout={change}
          menu={menu}
          onInvite={onInvite}
        />
      </PanelBoundary>
      <StageAudio stage={stage} volumes={volumes} />
    </div>
  );
}
