import { Controller, Inject } from '@nestjs/common';
import { type Actor, isAllowed } from '#access';
import type { Show } from '#show';
import { PlaybackPass, ShowService, visibleShows } from '#show';
import { Answer, type ApiCall } from '../api-call.js';
import { showOperations as operations } from '../operations/shows.js';
import { printPage, readPage } from '../page-token.js';
import { toShowAnswer } from '../schemas/shows.js';
import { Call, Serves } from '../serves.js';
import { playbackFor, showOf, viewerOf } from '../show-of.js';
import { accountOrThrow } from '../signed-in-person.js';

const parseTime = (text: string | null | undefined) =>
  text === undefined || text === null ? text : Date.parse(text);

@Controller()
export class ShowsController {
  constructor(
    @Inject(ShowService) private readonly shows: ShowService,
    @Inject(PlaybackPass) private readonly playback: PlaybackPass,
  ) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    const { scheduledAt, ...wish } = call.body;
    const ownerId = accountOrThrow(call.actor).personId;
    return this.versioned(
      call,
      await this.shows.create(ownerId, { ...wish, scheduledAtMs: parseTime(scheduledAt) }),
    );
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const { limit, after, ...wish } = call.query;
    const page = await this.shows.list(visibleShows(call.actor, wish), readPage({ limit, after }));
    const items = await Promise.all(page.items.map((show) => this.answer(call, show)));
    return printPage({ ...page, items }, (item) => item);
  }

  @Serves(operations.get)
  get(@Call() call: ApiCall<typeof operations.get>) {
    return this.versioned(call, showOf(call));
  }

  @Serves(operations.update)
  async update(@Call() call: ApiCall<typeof operations.update>) {
    return this.versioned(call, await this.shows.update(call.params.showId, call.version, call.body));
  }

  @Serves(operations.price)
  async price(@Call() call: ApiCall<typeof operations.price>) {
    return this.shows.priceOf(call.body.formats);
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.shows.remove(call.params.showId);
    return undefined;
  }

  @Serves(operations.schedule)
  async schedule(@Call() call: ApiCall<typeof operations.schedule>) {
    return this.versioned(
      call,
      await this.shows.schedule(call.params.showId, Date.parse(call.body.scheduledAt)),
    );
  }

  @Serves(operations.unschedule)
  async unschedule(@Call() call: ApiCall<typeof operations.unschedule>) {
    return this.versioned(call, await this.shows.unschedule(call.params.showId));
  }

  @Serves(operations.openBackstage)
  async openBackstage(@Call() call: ApiCall<typeof operations.openBackstage>) {
    return this.versioned(call, await this.shows.openBackstage(call.params.showId));
  }

  @Serves(operations.goLive)
  async goLive(@Call() call: ApiCall<typeof operations.goLive>) {
    return this.versioned(call, await this.shows.goLive(call.params.showId));
  }

  @Serves(operations.end)
  async end(@Call() call: ApiCall<typeof operations.end>) {
    return this.versioned(call, await this.shows.end(call.params.showId));
  }

  private async answer({ actor }: { actor: Actor }, show: Show) {
    const playback = await playbackFor(this.playback, show, viewerOf(actor));
    const answer = toShowAnswer(show, playback);
    // What waits to be shown is not for those to whom it will be shown.
    return isAllowed('show-host', actor, show)
      ? answer
      : { ...answer, brand: { ...show.brand, banners: [] } };
  }

  private async versioned(call: { actor: Actor }, show: Show) {
    return new Answer(await this.answer(call, show), { etag: `"${show.version}"` });
  }
}
