/** What the wire allows. Both sides read the same numbers. */
export const LIMITS = {
  messageBytes: 64 * 1024,
  nameLength: 64,
  chatLength: 500,
  questionLength: 300,
  /** Of what a captioner types at once. */
  captionLength: 500,
  /** Of one message on the channel `captions`: any line fits, however it is escaped. */
  captionFrameBytes: 8 * 1024,
  /** Of one show: each viewer who joins gets all of them. */
  polls: 100,
  pollOptions: 8,
  pollOptionLength: 80,
  winners: 20,
  scores: 20,
  tickerLength: 500,
  /** Of the private chat of one stage: what a newcomer is given. */
  studioMessages: 200,
  /** Characters of an SDP offer or answer from page to page. A camera and a microphone take a fifth of them. */
  sessionDescriptionLength: 20_000,
  /** Shared state: topics of a stage, keys and characters of a topic, characters of a value. */
  sharedTopics: 8,
  sharedKeys: 2_000,
  sharedLength: 1024 * 1024,
  /** Characters of all topics of a stage. */
  sharedStageLength: 2 * 1024 * 1024,
  sharedValueLength: 8 * 1024,
  /** Changes in one message. */
  sharedChanges: 32,
  /** A call that nobody answers ends after this. */
  callRingsMs: 30_000,
  tilesPerSubscription: 32,
  /** Of one layout. */
  sourceStyles: 24,
  publishers: 12,
  cueBytes: 16 * 1024,
  fileBytes: 16 * 1024 * 1024,
  fileChunkBytes: 16 * 1024,
  participantHoldMs: 30_000,
  /** Credentials for the TURN relay end after this; a page asks for new ones at half of it. */
  relayCredentialsMs: 10 * 60_000,
} as const;
