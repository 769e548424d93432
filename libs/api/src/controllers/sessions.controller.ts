import { Controller, Inject } from '@nestjs/common';
import { csrfTokenOf } from '#access';
import type { Person } from '#control';
import { Accounts, FirstStart, SessionsService, type SignedIn } from '#control';
import { Answer, type ApiCall } from '../api-call.js';
import { Cookies } from '../cookies-of.js';
import { peopleOperations as operations } from '../operations/people.js';
import { toPersonAnswer, toSessionAnswer } from '../schemas/people.js';
import { Call, Serves } from '../serves.js';
import { signedInPerson } from '../signed-in-person.js';

const toSignedIn = ({ person, csrfToken }: SignedIn) => ({ person: toPersonAnswer(person), csrfToken });

@Controller()
export class SessionsController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(FirstStart) private readonly firstStart: FirstStart,
    @Inject(Cookies) private readonly cookies: Cookies,
  ) {}

  @Serves(operations.setup)
  async setup(@Call() call: ApiCall<typeof operations.setup>) {
    const { token, ...account } = call.body;
    const { signedIn, showId } = await this.firstStart.open(token, account, call.client);
    return new Answer({ ...toSignedIn(signedIn), showId }, this.cookies.session(signedIn));
  }

  @Serves(operations.who)
  async who(@Call() call: ApiCall<typeof operations.who>) {
    return toWho(await this.findSelf(call), call.sessionToken);
  }

  @Serves(operations.signIn)
  async signIn(@Call() call: ApiCall<typeof operations.signIn>) {
    const signedIn = await this.accounts.signIn(call.body.email, call.body.password, call.client);
    return new Answer(toSignedIn(signedIn), this.cookies.session(signedIn));
  }

  @Serves(operations.signOut)
  async signOut(@Call() call: ApiCall<typeof operations.signOut>) {
    const { personId, sessionId } = signedInPerson(call.actor);
    await this.sessions.end(personId, sessionId);
    return new Answer(undefined, this.cookies.endSession());
  }

  @Serves(operations.listSessions)
  async listSessions(@Call() call: ApiCall<typeof operations.listSessions>) {
    const { personId, sessionId } = signedInPerson(call.actor);
    const sessions = await this.sessions.listOf(personId);
    return { items: sessions.map((session) => toSessionAnswer(session, sessionId)) };
  }

  @Serves(operations.endSession)
  async endSession(@Call() call: ApiCall<typeof operations.endSession>) {
    await this.sessions.end(signedInPerson(call.actor).personId, call.params.sessionId);
    return undefined;
  }

  @Serves(operations.endSessions)
  async endSessions(@Call() call: ApiCall<typeof operations.endSessions>) {
    await this.sessions.endAll(signedInPerson(call.actor).personId);
    return new Answer(undefined, this.cookies.endSession());
  }

  @Serves(operations.changeMe)
  async changeMe(@Call() call: ApiCall<typeof operations.changeMe>) {
    const changed = await this.accounts.change(signedInPerson(call.actor).personId, call.body, call.client);
    if (!('token' in changed)) return toWho(changed, call.sessionToken);
    return new Answer(toWho(changed.person, changed.token), this.cookies.session(changed));
  }

  private findSelf({ actor }: ApiCall): Promise<Person | undefined> {
    return actor.kind === 'person' ? this.accounts.find(actor.personId) : Promise.resolve(undefined);
  }
}

const toWho = (person: Person | undefined, sessionToken: string | undefined) => ({
  person: person === undefined ? null : toPersonAnswer(person),
  csrfToken: sessionToken === undefined ? null : csrfTokenOf(sessionToken),
});
