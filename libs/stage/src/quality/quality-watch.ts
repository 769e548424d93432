import type { Clock } from '#kernel';
import type { ServerEvent } from '#protocol';
import type { Participant } from '../participant.js';
import { isWorthTelling, judgeLink } from './link-quality.js';
import { readLink } from './read-link.js';

const PERIOD_MS = 2_000;

/** Of a stage: who is on it, and how they hear of something. */
export interface WatchedStage {
  readonly participants: readonly Participant[];
  tellStage(event: ServerEvent): void;
}

/** Tells everybody on a stage how good everybody's line is, when it changes. Answers with its own end. */
export function watchQuality(stage: WatchedStage, clock: Clock): () => void {
  let isReading = false;
  return clock.every(PERIOD_MS, () => {
    // A worker that answers slowly is not asked again meanwhile.
    if (isReading) return;
    isReading = true;
    void tellQuality(stage).finally(() => {
      isReading = false;
    });
  });
}

async function tellQuality(stage: WatchedStage): Promise<void> {
  const readings = await Promise.allSettled(
    stage.participants.map(async (participant) => ({
      participant,
      quality: judgeLink(await readLink(participant)),
    })),
  );
  // A reading fails when its streams end under it: the next round has what is left.
  const changed = readings
    .flatMap((reading) => (reading.status === 'fulfilled' ? [reading.value] : []))
    .filter(({ participant, quality }) => isWorthTelling(participant.quality, quality));
  if (changed.length === 0) return;
  for (const { participant, quality } of changed) participant.quality = quality;
  const participants = changed.map(({ participant, quality }) => ({
    participantId: participant.participantId,
    quality,
  }));
  stage.tellStage({ name: 'stage.quality', data: { participants } });
}
