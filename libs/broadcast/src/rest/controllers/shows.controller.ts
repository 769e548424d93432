import { Controller, Inject } from '@nestjs/common';
import type { Show } from '../../ports/shows.js';
import { ShowBook } from '../../show-book/show-book.js';
import { visibleShows } from '../../show-book/visible-shows.js';
import { Answer, type ApiCall } from '../api-call.js';
import { showOperations as operations } from '../operations/shows.js';
import { printPage, readPage } from '../page-token.js';
import { toShowAnswer } from '../schemas/shows.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';
import { accountOrThrow } from '../signed-in-person.js';

const versioned = (show: Show) => new Answer(toShowAnswer(show), { etag: `"${show.version}"` });
const parseTime = (text: string | null | undefined) =>
  text === undefined || text === null ? text : Date.parse(text);

@Controller()
export class ShowsController {
  constructor(@Inject(ShowBook) private readonly shows: ShowBook) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    const { scheduledAt, ...wish } = call.body;
    const ownerId = accountOrThrow(call.actor).personId;
    return versioned(await this.shows.create(ownerId, { ...wish, scheduledAtMs: parseTime(scheduledAt) }));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const { limit, after, ...wish } = call.query;
    const page = await this.shows.list(visibleShows(call.actor, wish), readPage({ limit, after }));
    return printPage(page, toShowAnswer);
  }

  @Serves(operations.get)
  get(@Call() call: ApiCall<typeof operations.get>) {
    return versioned(showOf(call));
  }

  @Serves(operations.update)
  async update(@Call() call: ApiCall<typeof operations.update>) {
    return versioned(await this.shows.update(call.params.showId, call.version, call.body));
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.shows.remove(call.params.showId);
    return undefined;
  }

  @Serves(operations.schedule)
  async schedule(@Call() call: ApiCall<typeof operations.schedule>) {
    return versioned(await this.shows.schedule(call.params.showId, Date.parse(call.body.scheduledAt)));
  }

  @Serves(operations.unschedule)
  async unschedule(@Call() call: ApiCall<typeof operations.unschedule>) {
    return versioned(await this.shows.unschedule(call.params.showId));
  }

  @Serves(operations.openBackstage)
  async openBackstage(@Call() call: ApiCall<typeof operations.openBackstage>) {
    return versioned(await this.shows.openBackstage(call.params.showId));
  }

  @Serves(operations.goLive)
  async goLive(@Call() call: ApiCall<typeof operations.goLive>) {
    return versioned(await this.shows.goLive(call.params.showId));
  }

  @Serves(operations.end)
  async end(@Call() call: ApiCall<typeof operations.end>) {
    return versioned(await this.shows.end(call.params.showId));
  }
}
