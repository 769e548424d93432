import { Controller, Inject } from '@nestjs/common';
import { guestError } from '#kernel';
import type { RecordingSummary } from '#outputs';
import type { Recordings } from '#show';
import type { ApiCall } from '../api-call.js';
import { CaptionSearch } from '../caption-search.js';
import { recordingOperations as operations } from '../operations/recordings.js';
import { recordedRange } from '../recorded-range.js';
import { RecordingAccess } from '../recording-access.js';
import { JOBS, type Jobs, RECORDINGS } from '../recordings.js';
import { MOST_FOUND } from '../schemas/recorded-captions.js';
import { toJobAnswer, toRecordingAnswer } from '../schemas/recordings.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class RecordingsController {
  constructor(
    @Inject(RECORDINGS) private readonly recordings: Recordings,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(RecordingAccess) private readonly access: RecordingAccess,
    @Inject(CaptionSearch) private readonly search: CaptionSearch,
  ) {}

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const show = showOf(call);
    const { actor } = call;
    const seen = this.access.maySee(actor, show) ? await this.recordings.of(show.id) : [];
    const items = seen.map((each) => toRecordingAnswer(each, this.access.addressesFor(actor, show, each)));
    return { items };
  }

  @Serves(operations.captions)
  async captions(@Call() call: ApiCall<typeof operations.captions>) {
    const { q, language, limit, after } = call.query;
    const recording = await this.#get(call.params.showId, call.params.recordingId);
    if (!this.access.maySee(call.actor, showOf(call))) throw notFound();
    const found = await this.search.find(recording, { q, language, most: after + limit + 1 });
    const items = found.slice(after, after + limit);
    return {
      items,
      next: found.length > after + limit && after + limit <= MOST_FOUND ? after + limit : null,
    };
  }

  @Serves(operations.edit)
  async edit(@Call() call: ApiCall<typeof operations.edit>) {
    const { showId, recordingId } = call.params;
    const { trim } = call.body;
    const recording = await this.#get(showId, recordingId);
    if (recording.state !== 'ready' && recording.state !== 'failed')
      throw guestError('recording-state', 'A recording can be edited once it is over and its file is made.', {
        status: 409,
        retry: true,
      });
    if (trim && recordedRange(trim, recording.seconds) === undefined)
      throw guestError('trim-range', 'Leave at least one second of what was recorded.', {
        status: 422,
        details: { recordedSeconds: Math.floor(recording.seconds) },
      });
    if (!this.recordings.edit(recordingId, call.body))
      throw guestError('outputs-away', 'Recordings cannot be changed right now. Try again in a moment.', {
        status: 503,
        retry: true,
      });
    return toRecordingAnswer(recording, this.access.addressesFor(call.actor, showOf(call), recording));
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    const { showId, recordingId } = call.params;
    const recording = await this.#get(showId, recordingId);
    if (recording.state === 'recording')
      throw guestError('recording-state', 'Switch recording off, or end the show, before you delete this.', {
        status: 409,
      });
    this.recordings.remove(showId, recordingId);
    await this.jobs.removeOf(recordingId);
    return undefined;
  }

  @Serves(operations.listJobs)
  async listJobs(@Call() call: ApiCall<typeof operations.listJobs>) {
    return { items: (await this.jobs.list(call.params.showId)).map(toJobAnswer) };
  }

  @Serves(operations.cancelJob)
  async cancelJob(@Call() call: ApiCall<typeof operations.cancelJob>) {
    await this.jobs.cancel(call.params.showId, call.params.jobId);
    return undefined;
  }

  @Serves(operations.retryJob)
  async retryJob(@Call() call: ApiCall<typeof operations.retryJob>) {
    await this.jobs.retry(call.params.showId, call.params.jobId);
    return undefined;
  }

  async #get(showId: string, recordingId: string): Promise<RecordingSummary> {
    const recording = await this.recordings.find(showId, recordingId);
    if (recording !== undefined) return recording;
    throw notFound();
  }
}

const notFound = () => guestError('recording-not-found', 'There is no such recording.', { status: 404 });
