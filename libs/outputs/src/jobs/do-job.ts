import { makeMp4 } from '../recording/make-mp4.js';
import { POSTER_NAME } from '../recording/recording-files.js';
import { makeTracks } from '../tracks/make-tracks.js';
import type { JobOrder, JobResult } from './job-order.js';

/** The work of one job, within its own process. */
export async function doJob(order: JobOrder, onProgress: (done: number) => void): Promise<JobResult> {
  if (order.kind === 'mp4') {
    const { bytes } = await makeMp4(order.folder, onProgress, order);
    return { mp4Bytes: bytes };
  }
  if (order.kind === 'tracks') return { tracks: await makeTracks(order.folder, onProgress) };
  // Only a job's own process loads what starts FFmpeg.
  if (order.kind === 'clip') {
    const { makeClip } = await import('../clips/make-clip.js');
    return { clip: await makeClip({ ...order, onProgress }) };
  }
  const { makePreview } = await import('./ffmpeg-preview.js');
  await makePreview({ ...order, onProgress });
  return { posterFile: POSTER_NAME };
}
