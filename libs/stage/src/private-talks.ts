/** Who talks to whom alone, by participant id. */
export class PrivateTalks {
  /** A candidate in the green room, and the moderator who talks to them. */
  readonly vetting = new Map<string, string>();
  /** A host, and the one participant who hears them. */
  readonly talkback = new Map<string, string>();

  /** The microphone of this participant is heard by neither stage nor programme. */
  isPrivate(participantId: string): boolean {
    return this.talkback.has(participantId) || [...this.vetting.values()].includes(participantId);
  }

  /**
   * Ends the talks of who leaves. A host who talks to them stays unheard until the host ends it: the rest of a private
   * sentence must not go on air because its listener has gone.
   */
  forget(participantId: string): void {
    this.talkback.delete(participantId);
    this.vetting.delete(participantId);
    for (const [candidate, moderator] of this.vetting)
      if (moderator === participantId) this.vetting.delete(candidate);
  }

  clear(): void {
    this.vetting.clear();
    this.talkback.clear();
  }
}
