import { makeMp4 } from '../recording/make-mp4.js';
import type { JobOrder, JobResult } from './job-order.js';

/** The work of one job, within its own process. */
export async function doJob(order: JobOrder, onProgress: (done: number) => void): Promise<JobResult> {
  const { bytes } = await makeMp4(order.folder, onProgress);
  return { mp4Bytes: bytes };
}
