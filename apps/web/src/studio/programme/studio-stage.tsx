import { type ReactNode, useState } from 'react';
import type { ParticipantView, ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Notice } from '../../ui/notice.js';
import { PanelBoundary } from '../../ui/panel-boundary.js';
import { runAction } from '../../ui/run-action.js';
import { useObserved } from '../../ui/use-observed.js';
import { CallButton } from '../call/call-button.js';
import { ProgrammeMonitor } from '../programme-monitor.js';
import type { Composer } from '../scenes/composer.js';
import type { SceneList } from '../scenes/scene-list.js';
import { SceneRow } from '../scenes/scene-row.js';
import { StageAudio } from '../stage-audio.js';
import type { StageSession } from '../stage-session.js';
import type { StudioClients } from '../studio-clients.js';
import { TileMenu } from '../tile-menu.js';
import type { OwnTracks } from '../use-own-tracks.js';
import { moveInOrder, putInSlot } from './arrange.js';
import { CanvasTools } from './canvas-tools.js';
import { imageUrlOf } from './image-url.js';
import { PeopleStrip } from './people-strip.js';
import { ProgrammeCanvas } from './programme-canvas.js';
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
  composer: Composer;
  scenes: SceneList;
  isModerator: boolean;
  onInvite(): void;
}

/** The programme, the layouts under it, and everybody who can be in it. */
export function StudioStage(props: StudioStageProps) {
  const { showId, stageSession, clients, own, programme, composer, scenes, isModerator, onInvite } = props;
  const { connection, stage, calls } = stageSession;
  const t = useText();
  const { participantId: me, roster } = useObserved(stage.state);
  const streamOf = useStreams(stageSession, own);
  const [volumes] = useState(() => new Volumes());
  const [asViewers, setAsViewers] = useState(false);
  const [hasGuides, setHasGuides] = useState(false);
  const imageUrl = imageUrlOf(showId);
  useTileSizes(stageSession, programme);
  const { preview } = useObserved(composer.state);
  const edited = composer.edited(programme);
  const { layout } = edited;
  const isLive = programme.state === 'live' || programme.state === 'ending';
  const isBackstage = roster.participants.some((each) => each.participantId === me && !each.onStage);
  const change = (next: typeof layout) => {
    if (next !== layout) composer.setLayout(next);
  };
  const place = (participantId: string, slotOf: string | null, shown: readonly string[]) => {
    const person = roster.participants.find((each) => each.participantId === participantId);
    if (person && !person.onStage)
      runAction(connection.request('moderation.set-on-stage', { participantId, onStage: true }));
    if (slotOf !== null) change(putInSlot(layout, shown, participantId, slotOf));
  };
  const callButton = ({ participantId, name }: ParticipantView) =>
    participantId === me ? null : <CallButton calls={calls} participantId={participantId} name={name} />;
  const menu = (participant: ParticipantView, source: 'camera' | 'screen') =>
    isModerator ? (
      <TileMenu
        connection={connection}
        participant={participant}
        source={source}
        layout={layout}
        onLayout={change}
        isMe={participant.participantId === me}
        onCall={() => runAction(calls.start(participant.participantId))}
        isTalkedTo={roster.participants.some(
          (each) => each.participantId === me && each.talksTo === participant.participantId,
        )}
      />
    ) : source === 'camera' ? (
      callButton(participant)
    ) : null;
  return (
    <div className="studio-stage">
      {isBackstage ? <Notice title={t('studio.backstage.you')}>{t('studio.backstage.text')}</Notice> : null}
      <div className={preview ? 'canvas-rooms canvas-two' : 'canvas-rooms'}>
        {preview ? (
          <CanvasRoom label={t('studio.preview.canvas')}>
            <ProgrammeCanvas
              stageSession={stageSession}
              programme={{ ...edited, slate: { kind: 'none', text: '' } }}
              label={t('studio.preview.canvas')}
              streamOf={streamOf}
              imageUrl={imageUrl}
              hasGuides={hasGuides}
              canArrange
              onPlace={place}
              onMove={(id, step, shown) => change(moveInOrder(layout, shown, id, step))}
            />
          </CanvasRoom>
        ) : null}
        <CanvasRoom label={preview ? t('studio.programme') : undefined} isProgramme>
          {isLive && asViewers ? (
            <ProgrammeMonitor showId={showId} programme={programme} />
          ) : (
            <ProgrammeCanvas
              stageSession={stageSession}
              programme={programme}
              label={t('studio.programme')}
              streamOf={streamOf}
              imageUrl={imageUrl}
              hasGuides={hasGuides}
              canArrange={isModerator && !preview}
              onPlace={place}
              onMove={(id, step, shown) => change(moveInOrder(layout, shown, id, step))}
            />
          )}
        </CanvasRoom>
      </div>
      {isModerator ? <SceneRow scenes={scenes} edited={edited} /> : null}
      <CanvasTools
        composer={composer}
        edited={edited}
        isModerator={isModerator}
        asViewers={isLive ? asViewers : undefined}
        onAsViewers={setAsViewers}
        hasGuides={hasGuides}
        onGuides={setHasGuides}
      />
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
      <StageAudio stage={stage} calls={calls} volumes={volumes} />
    </div>
  );
}

interface CanvasRoomProps {
  /** Said above the canvas, where there are two. */
  label?: string | undefined;
  isProgramme?: boolean;
  children: ReactNode;
}

function CanvasRoom({ label, isProgramme = false, children }: CanvasRoomProps) {
  return (
    <div className="canvas-column">
      {label ? (
        <p className={isProgramme ? 'canvas-label canvas-label-on' : 'canvas-label'} aria-hidden="true">
          {label}
        </p>
      ) : null}
      <div className="canvas-room">
        <PanelBoundary>{children}</PanelBoundary>
      </div>
    </div>
  );
}
