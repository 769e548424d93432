import { Controller, Inject } from '@nestjs/common';
import { Accounts, EntryService, type IssuedTicket, TicketService } from '#control';
import type { Show } from '#show';
import { PlaybackPass, ShowService } from '#show';
import { Answer, type ApiCall } from '../api-call.js';
import { Cookies } from '../cookies-of.js';
import { showOperations as operations } from '../operations/shows.js';
import { toLiveAnswer, toTicketAnswer } from '../schemas/shows.js';
import { Call, Serves } from '../serves.js';
import { playableOf, playbackFor, showOf, ticketViewer, viewerOf } from '../show-of.js';
import { accountOrThrow } from '../signed-in-person.js';
import { VIEWERS, type Viewers } from '../viewers.js';

@Controller()
export class TicketsController {
  constructor(
    @Inject(TicketService) private readonly tickets: TicketService,
    @Inject(EntryService) private readonly entry: EntryService,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(ShowService) private readonly shows: ShowService,
    @Inject(VIEWERS) private readonly viewers: Viewers,
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(PlaybackPass) private readonly playback: PlaybackPass,
  ) {}

  @Serves(operations.mintTicket)
  async mint(@Call() call: ApiCall<typeof operations.mintTicket>) {
    const show = showOf(call);
    return this.answer(show, await this.tickets.issueFor(call.actor, show, call.body));
  }

  @Serves(operations.ownTicket)
  async own(@Call() call: ApiCall<typeof operations.ownTicket>) {
    const person = await this.accounts.get(accountOrThrow(call.actor).personId);
    const show = showOf(call);
    return this.answer(show, this.tickets.issueForSelf(person.id, person.name, show));
  }

  @Serves(operations.watch)
  async watch(@Call() call: ApiCall<typeof operations.watch>) {
    const issued = await this.entry.watch(showOf(call), call.body.name, call.client);
    return new Answer(await this.answer(issued.show, issued), this.cookies.device(issued.device));
  }

  @Serves(operations.renewTicket)
  async renew(@Call() call: ApiCall<typeof operations.renewTicket>) {
    const show = showOf(call);
    return this.answer(show, await this.entry.renew(show, call.body.ticket, call.client));
  }

  @Serves(operations.liveState)
  async liveState(@Call() call: ApiCall<typeof operations.liveState>) {
    const show = showOf(call);
    const live = await this.shows.liveState(show.id);
    const url = await this.playback.urlFor(playableOf(show), viewerOf(call.actor));
    return toLiveAnswer(show, live, this.viewers.figures(show.id), url);
  }

  private async answer(show: Show, issued: IssuedTicket) {
    return toTicketAnswer(issued, await playbackFor(this.playback, show, ticketViewer(issued.ticket)));
  }
}
