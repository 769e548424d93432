import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../../people/accounts.js';
import { Entrance } from '../../people/entrance.js';
import { ShowBook } from '../../show-book/show-book.js';
import { TicketOffice } from '../../show-book/ticket-office.js';
import { Answer, type ApiCall } from '../api-call.js';
import { Cookies } from '../cookies-of.js';
import { showOperations as operations } from '../operations/shows.js';
import { toLiveAnswer, toTicketAnswer } from '../schemas/shows.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';
import { accountOrThrow } from '../signed-in-person.js';
import { VIEWERS, type Viewers } from '../viewers.js';

@Controller()
export class TicketsController {
  constructor(
    @Inject(TicketOffice) private readonly tickets: TicketOffice,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(ShowBook) private readonly shows: ShowBook,
    @Inject(VIEWERS) private readonly viewers: Viewers,
    @Inject(Cookies) private readonly cookies: Cookies,
  ) {}

  @Serves(operations.mintTicket)
  mint(@Call() call: ApiCall<typeof operations.mintTicket>) {
    return toTicketAnswer(this.tickets.issueFor(call.actor, showOf(call), call.body));
  }

  @Serves(operations.ownTicket)
  async own(@Call() call: ApiCall<typeof operations.ownTicket>) {
    const person = await this.accounts.get(accountOrThrow(call.actor).personId);
    return toTicketAnswer(this.tickets.issueForSelf(person.id, person.name, showOf(call)));
  }

  @Serves(operations.watch)
  async watch(@Call() call: ApiCall<typeof operations.watch>) {
    const seat = await this.entrance.watch(showOf(call), call.body.name, call.client);
    return new Answer(toTicketAnswer(seat), this.cookies.device(seat.device));
  }

  @Serves(operations.liveState)
  async liveState(@Call() call: ApiCall<typeof operations.liveState>) {
    const show = showOf(call);
    return toLiveAnswer(show, await this.shows.liveState(show.id), this.viewers.figures(show.id));
  }
}
