import type { ConnectionQuality, ParticipantView, ServerEventData, StageWelcome } from '#protocol';

/** Who is on the stage and how they are doing, as the server tells it. */
export interface Roster {
  participants: readonly ParticipantView[];
  locked: boolean;
  activeSpeakerId: string | null;
  /** dBov of everybody above silence. */
  levels: ReadonlyMap<string, number>;
}

export const EMPTY_ROSTER: Roster = {
  participants: [],
  locked: false,
  activeSpeakerId: null,
  levels: new Map(),
};

export const rosterOf = ({ participants, locked }: StageWelcome): Roster => ({
  ...EMPTY_ROSTER,
  participants,
  locked,
});

export function withParticipant(roster: Roster, participant: ParticipantView): Roster {
  const known = roster.participants.some((each) => each.participantId === participant.participantId);
  const participants = known
    ? roster.participants.map((each) =>
        each.participantId === participant.participantId ? participant : each,
      )
    : [...roster.participants, participant];
  return { ...roster, participants };
}

export const withoutParticipant = (roster: Roster, participantId: string): Roster => ({
  ...roster,
  participants: roster.participants.filter((each) => each.participantId !== participantId),
});

export const withSpeaking = (roster: Roster, speaking: ServerEventData<'stage.speaking'>): Roster => ({
  ...roster,
  activeSpeakerId: speaking.activeParticipantId,
  levels: new Map(speaking.levels.map(({ participantId, levelDb }) => [participantId, levelDb])),
});

export function withQuality(roster: Roster, measured: ServerEventData<'stage.quality'>): Roster {
  const byId = new Map<string, ConnectionQuality>(
    measured.participants.map(({ participantId, quality }) => [participantId, quality]),
  );
  const participants = roster.participants.map((each) => {
    const quality = byId.get(each.participantId);
    return quality ? { ...each, quality } : each;
  });
  return { ...roster, participants };
}
