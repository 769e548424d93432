type Player = HTMLMediaElement & { setSinkId?(deviceId: string): Promise<void> };

/** Plays where the person chose; a speaker that has gone leaves the audio where it was. */
export function playAt(player: Player, speakerId: string): void {
  void player.setSinkId?.(speakerId).catch(() => undefined);
}
