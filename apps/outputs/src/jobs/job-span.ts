import type { Span } from '#kernel';
import type { TimedJob } from './job-runner.js';

const LONGEST_REASON = 300;

export const jobSpan = ({ id, kind, recordingId, reason, startMs, endMs }: TimedJob): Span => ({
  name: `job ${kind}`,
  ...{ startMs, endMs },
  attributes: { 'proscenium.job': id, 'proscenium.recording': recordingId },
  ...(reason === null ? {} : { error: reason.slice(0, LONGEST_REASON) }),
});
