import { UserPlus } from 'lucide-react';
import type { DragEvent, ReactNode } from 'react';
import type { Layout, ParticipantView, PromotionView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { runAction } from '../../ui/run-action.js';
import { useObserved } from '../../ui/use-observed.js';
import type { StageSession } from '../stage-session.js';
import type { StudioClients } from '../studio-clients.js';
import { draggedPerson, dragPerson } from './drag-person.js';
import { PersonCard } from './person-card.js';
import { PersonVolume } from './person-volume.js';
import { ScreenCard } from './screen-card.js';
import { StageLock } from './stage-lock.js';
import type { StreamOf } from './use-streams.js';
import type { Volumes } from './volumes.js';
import { WaitingCard } from './waiting-card.js';

interface PeopleStripProps {
  stageSession: StageSession;
  clients: StudioClients;
  streamOf: StreamOf;
  volumes: Volumes;
  isModerator: boolean;
  layout: Layout;
  onLayout(layout: Layout): void;
  menu(participant: ParticipantView, source: 'camera' | 'screen'): ReactNode;
  onInvite(): void;
}

const SPEAKING_DB = -50;
const ARRIVED: readonly PromotionView['state'][] = ['raised', 'invited', 'accepted', 'ready'];

const sharesScreen = ({ tracks }: ParticipantView) => tracks.some(({ source }) => source === 'screen');

/** Everybody of the studio: on stage, backstage, and viewers who wait to come. */
export function PeopleStrip(props: PeopleStripProps) {
  const { stageSession, clients, streamOf, volumes, isModerator, layout, onLayout, menu, onInvite } = props;
  const { connection, stage } = stageSession;
  const t = useText();
  const { roster, participantId: me } = useObserved(stage.state);
  const hands = useObserved(clients.promotions.state);
  const inStudio = roster.participants.filter(({ role }) => role !== 'candidate' && role !== 'viewer');
  const waiting = hands.filter(({ state }) => ARRIVED.includes(state));
  const candidateOf = ({ personId }: PromotionView) =>
    roster.participants.find((each) => each.personId === personId && each.role === 'candidate')
      ?.participantId;
  const place = (participantId: string, onStage: boolean) =>
    runAction(connection.request('moderation.set-on-stage', { participantId, onStage }));
  const dropTo = (onStage: boolean) => (event: DragEvent) => {
    const dragged = draggedPerson(event);
    if (!isModerator || dragged === undefined) return;
    event.preventDefault();
    place(dragged, onStage);
  };
  const cardOf = (participant: ParticipantView) => (
    <PersonCard
      key={participant.participantId}
      participant={participant}
      stream={streamOf(participant, 'camera')}
      isMe={participant.participantId === me}
      isSpeaking={(roster.levels.get(participant.participantId) ?? -127) > SPEAKING_DB}
      canManage={isModerator}
      volume={
        <PersonVolume participantId={participant.participantId} name={participant.name} volumes={volumes} />
      }
      menu={menu(participant, 'camera')}
      onPlace={(onStage) => place(participant.participantId, onStage)}
      onMute={(muted) =>
        runAction(
          connection.request(muted ? 'moderation.mute' : 'moderation.unmute', {
            participantId: participant.participantId,
            source: 'microphone',
          }),
        )
      }
      onDrag={(event) => dragPerson(event, participant.participantId)}
    />
  );
  const screenOf = (participant: ParticipantView) => {
    const isThis = (tile: Layout['hidden'][number]) =>
      tile.participantId === participant.participantId && tile.source === 'screen';
    const others = layout.hidden.filter((tile) => !isThis(tile));
    return (
      <ScreenCard
        key={`${participant.participantId} screen`}
        participant={participant}
        stream={streamOf(participant, 'screen')}
        isShown={!layout.hidden.some(isThis)}
        canManage={isModerator}
        menu={menu(participant, 'screen')}
        onShow={(shown) =>
          onLayout({
            ...layout,
            hidden: shown
              ? others
              : [...others, { participantId: participant.participantId, source: 'screen' }],
          })
        }
      />
    );
  };
  const onStage = inStudio.filter((each) => each.onStage);
  const backstage = inStudio.filter((each) => !each.onStage);
  return (
    <section className="people" aria-label={t('studio.people')}>
      <Group title={t('studio.people.on-stage')} onDrop={dropTo(true)}>
        {onStage.map(cardOf)}
        {onStage.filter(sharesScreen).map(screenOf)}
      </Group>
      <Group
        title={t('studio.people.backstage')}
        onDrop={dropTo(false)}
        aside={<StageLock connection={connection} isLocked={roster.locked} mayLock={isModerator} />}
      >
        {backstage.map(cardOf)}
        {isModerator && backstage.length === 0 ? (
          <li>
            <button type="button" className="person-invite" onClick={onInvite}>
              <UserPlus size={18} aria-hidden="true" />
              {t('studio.people.invite')}
            </button>
          </li>
        ) : null}
      </Group>
      {isModerator && waiting.length > 0 ? (
        <Group title={t('studio.people.waiting')} count={waiting.length}>
          {waiting.map((hand) => (
            <WaitingCard
              key={hand.promotionId}
              hand={hand}
              promotions={clients.promotions}
              candidateId={candidateOf(hand)}
              calls={stageSession.calls}
            />
          ))}
        </Group>
      ) : null}
    </section>
  );
}

interface GroupProps {
  title: string;
  count?: number;
  onDrop?(event: DragEvent): void;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

function Group({ title, count, onDrop, aside, children }: GroupProps) {
  return (
    <section
      className="people-group"
      aria-label={title}
      onDragOver={(event) => onDrop && event.preventDefault()}
      onDrop={onDrop}
    >
      <div className="people-head">
        <h2 className="people-title">
          {title}
          {count ? <span className="tab-count">{count}</span> : null}
        </h2>
        {aside}
      </div>
      <ul className="people-list">{children}</ul>
    </section>
  );
}
