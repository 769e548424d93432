import { Controller, Inject } from '@nestjs/common';
import { isAllowed } from '#access';
import { guestError } from '#kernel';
import { clipFile, clipImage } from '#outputs';
import type { Recordings, Show } from '#show';
import type { ApiCall } from '../api-call.js';
import { clipOperations as operations } from '../operations/clips.js';
import { PublicUrls } from '../public-urls.js';
import { RecordingAccess } from '../recording-access.js';
import { JOBS, type Jobs, RECORDINGS } from '../recordings.js';
import { type KnownClip, toClipAnswer } from '../schemas/clips.js';
import { Call, Serves } from '../serves.js';
import { ShowClips } from '../show-clips.js';
import { showOf } from '../show-of.js';

@Controller()
export class ClipsController {
  readonly #clips: ShowClips;

  constructor(
    @Inject(RECORDINGS) recordings: Recordings,
    @Inject(JOBS) jobs: Jobs,
    @Inject(RecordingAccess) private readonly access: RecordingAccess,
    @Inject(PublicUrls) private readonly urls: PublicUrls,
  ) {
    this.#clips = new ShowClips(recordings, jobs);
  }

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    const show = showOf(call);
    const { actor } = call;
    const isOurs = isAllowed('show-moderator', actor, show);
    if (!isOurs && !(show.recording.viewerClips && show.recording.replay))
      throw guestError('clips-not-allowed', 'The host of this show does not let viewers make clips.', {
        status: 403,
      });
    const name = isOurs && actor.kind === 'ticket' ? actor.ticket.name : null;
    return this.#answer(show, await this.#clips.create(show.id, call.body, { name, isOurs }));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const show = showOf(call);
    const all = this.access.maySee(call.actor, show) ? await this.#clips.list(show.id) : [];
    return { items: all.map((clip) => this.#answer(show, clip)) };
  }

  @Serves(operations.get)
  async get(@Call() call: ApiCall<typeof operations.get>) {
    const show = showOf(call);
    if (!this.access.maySee(call.actor, show))
      throw guestError('clip-not-found', 'There is no such clip.', { status: 404 });
    return this.#answer(show, await this.#clips.get(show.id, call.params.clipId));
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.#clips.remove(call.params.showId, call.params.clipId);
    return undefined;
  }

  #answer(show: Show, clip: KnownClip) {
    const isReady = clip.state === 'ready';
    const address = this.access.watchAddress(show.id, clip.recordingId);
    return toClipAnswer(clip, {
      page: this.urls.clip(show.id, clip.clipId),
      mp4: isReady ? address(clipFile(clip.clipId)) : null,
      image: isReady ? address(clipImage(clip.clipId)) : null,
    });
  }
}
