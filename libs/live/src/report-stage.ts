import type { EventType } from '#show';
import type { LeaveReason, Participant } from '#stage';
import type { OpenShow } from './open-show.js';

export type ReportEvent = (
  type: Extract<EventType, 'participant.joined' | 'participant.left'>,
  showId: string,
  payload: Record<string, unknown>,
) => void;

const viewOf = ({ participantId, personId, name, role }: Participant) => ({
  participant: { id: participantId, personId, name, role },
});

/** Tells who comes on stage and who leaves it. Green room and backstage are not the stage. */
export function reportStage({ showId, stage }: Pick<OpenShow, 'showId' | 'stage'>, tell: ReportEvent): void {
  const told = new Set<string>();
  const waiting: Participant[] = [];
  const left = (participant: Participant, reason: LeaveReason | 'backstage') =>
    tell('participant.left', showId, { ...viewOf(participant), reason });
  const review = (participant: Participant) => {
    const wasOnStage = told.has(participant.participantId);
    if (participant.isOnStage === wasOnStage) return;
    if (wasOnStage) {
      told.delete(participant.participantId);
      left(participant, 'backstage');
      return;
    }
    told.add(participant.participantId);
    tell('participant.joined', showId, viewOf(participant));
  };
  // Whom this node had carried for an owner before is there with the stage itself.
  for (const participant of stage.participants) review(participant);
  stage.events.on('participant-joined', review);
  stage.events.on('participant-changed', review);
  stage.events.on('participant-left', ({ participant, reason }) => {
    if (!told.delete(participant.participantId)) return;
    if (reason === 'stage-closed') waiting.push(participant);
    else left(participant, reason);
  });
  stage.events.on('closed', (end) => {
    // A server that restarts sends nobody away: their pages are back in a moment.
    if (end === 'shutdown') return;
    for (const participant of waiting) left(participant, 'stage-closed');
  });
}
