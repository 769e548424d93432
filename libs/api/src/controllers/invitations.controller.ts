import { Controller, Inject } from '@nestjs/common';
import { accountOf, checkMayGive, roleIn } from '#access';
import { EntryService, InvitationsService, type InvitationWish } from '#control';
import { PlaybackPass } from '#show';
import { Answer, type ApiCall } from '../api-call.js';
import { Cookies } from '../cookies-of.js';
import { peopleOperations as siteOperations } from '../operations/people.js';
import { showOperations as shows } from '../operations/shows.js';
import { printPage, readPage } from '../page-token.js';
import { PublicUrls } from '../public-urls.js';
import { toInvitationAnswer, toPersonAnswer } from '../schemas/people.js';
import { toTicketAnswer } from '../schemas/shows.js';
import { Call, Serves } from '../serves.js';
import { playbackFor, ticketViewer } from '../show-of.js';

@Controller()
export class InvitationsController {
  constructor(
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(EntryService) private readonly entry: EntryService,
    @Inject(PublicUrls) private readonly urls: PublicUrls,
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(PlaybackPass) private readonly playback: PlaybackPass,
  ) {}

  @Serves(siteOperations.inviteHost)
  inviteHost(@Call() call: ApiCall<typeof siteOperations.inviteHost>) {
    return this.write(call, { ...call.body, role: 'host', showId: null });
  }

  @Serves(siteOperations.listInvitations)
  async listAll(@Call() call: ApiCall<typeof siteOperations.listInvitations>) {
    return printPage(await this.invitations.list({}, readPage(call.query)), toInvitationAnswer);
  }

  @Serves(siteOperations.revokeInvitation)
  async revoke(@Call() call: ApiCall<typeof siteOperations.revokeInvitation>) {
    await this.invitations.revoke(call.params.invitationId, () => true);
    return undefined;
  }

  @Serves(shows.invite)
  invite(@Call() call: ApiCall<typeof shows.invite>) {
    checkMayGive(roleIn(call.actor), call.body.role);
    return this.write(call, { ...call.body, showId: call.params.showId });
  }

  @Serves(shows.listInvitations)
  async listOfShow(@Call() call: ApiCall<typeof shows.listInvitations>) {
    const { showId } = call.params;
    return printPage(await this.invitations.list({ showId }, readPage(call.query)), toInvitationAnswer);
  }

  @Serves(shows.revokeInvitation)
  async revokeOfShow(@Call() call: ApiCall<typeof shows.revokeInvitation>) {
    const { invitationId, showId } = call.params;
    await this.invitations.revoke(invitationId, (invitation) => invitation.showId === showId);
    return undefined;
  }

  @Serves(siteOperations.look)
  async look(@Call() call: ApiCall<typeof siteOperations.look>) {
    const { invitation, show } = await this.entry.preview(call.body.token);
    const { role, name } = invitation;
    return { role, name, show: show === null ? null : { id: show.id, title: show.title } };
  }

  @Serves(siteOperations.accept)
  async accept(@Call() call: ApiCall<typeof siteOperations.accept>) {
    const { token, ...arrival } = call.body;
    const entered = await this.entry.accept(token, arrival, call.client);
    if ('ticket' in entered) {
      const fields = await playbackFor(this.playback, entered.show, ticketViewer(entered.ticket));
      return new Answer(
        { ticket: toTicketAnswer(entered, fields), signedIn: null },
        this.cookies.device(entered.device),
      );
    }
    const signedIn = { person: toPersonAnswer(entered.person), csrfToken: entered.csrfToken };
    return new Answer({ ticket: null, signedIn }, this.cookies.session(entered));
  }

  private async write(
    { actor }: ApiCall,
    terms: Pick<InvitationWish, 'role' | 'showId' | 'lifetimeSeconds'> & {
      name?: string | undefined;
      maxUses?: number | undefined;
    },
  ) {
    const { invitation, token } = await this.invitations.write({
      ...terms,
      name: terms.name ?? null,
      maxUses: terms.maxUses ?? null,
      createdById: accountOf(actor)?.personId ?? null,
      createdBySubject: actor.kind === 'ticket' ? actor.ticket.subject : null,
    });
    return { ...toInvitationAnswer(invitation), token, url: this.urls.invitation(token) };
  }
}
