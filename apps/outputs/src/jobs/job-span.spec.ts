import { expect, test } from '@jest/globals';
import { spanSchema } from '#kernel';
import { jobSpan } from './job-span.js';

const job = { id: 'job_1', kind: 'mp4', recordingId: 'rec_1', startMs: 1_000, endMs: 4_000 } as const;

test('a job is a span by its kind, with job and recording', () => {
  const span = jobSpan({ ...job, reason: null });
  expect(spanSchema.parse(span)).toEqual({
    name: 'job mp4',
    ...{ startMs: 1_000, endMs: 4_000 },
    attributes: { 'proscenium.job': 'job_1', 'proscenium.recording': 'rec_1' },
  });
});

test('one that failed says why, in no more than a message between processes carries', () => {
  const span = spanSchema.parse(jobSpan({ ...job, reason: `ffmpeg: ${'x'.repeat(1_000)}` }));
  expect(span.error).toMatch(/^ffmpeg: x+$/);
});
