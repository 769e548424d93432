/** What makes the microphone of a participant private. */
interface Talker {
  participantId: string;
  talksTo: string | null;
  call: { partnerId: string | null } | null;
}

/** Talks of candidates and moderators, which nobody else hears; and with them, whose microphone is private. */
export class PrivateTalks {
  /** By the id of a candidate in the green room, that of the moderator who talks to them. */
  readonly vetting = new Map<string, string>();

  /** The microphone of this participant is heard by neither stage nor programme. */
  isPrivate({ participantId, talksTo, call }: Talker): boolean {
    return call !== null || talksTo !== null || [...this.vetting.values()].includes(participantId);
  }

  /** Ends the talks of a participant who leaves. */
  forget(participantId: string): void {
    this.vetting.delete(participantId);
    for (const [candidate, moderator] of this.vetting)
      if (moderator === participantId) this.vetting.delete(candidate);
  }

  clear(): void {
    this.vetting.clear();
  }
}
