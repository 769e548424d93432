import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FirstStart } from '#control';
import { ShowError } from '#kernel';
import { clientOf } from '../client-of.js';
import { Cookies } from '../cookies-of.js';
import type { ApiRequest } from '../serves.js';

/** The link on the terminal: a plain GET that ends in the studio, signed in, without a form on the way. */
@Controller()
export class SetupController {
  constructor(
    @Inject(FirstStart) private readonly firstStart: FirstStart,
    @Inject(Cookies) private readonly cookies: Cookies,
  ) {}

  @Get('/setup/:token')
  async open(@Param('token') token: string, @Req() request: ApiRequest, @Res() reply: FastifyReply) {
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    try {
      const { signedIn, showId } = await this.firstStart.open(token, clientOf(request));
      await reply.headers(this.cookies.session(signedIn)).redirect(`/studio/${showId}`, 303);
    } catch (error) {
      if (!(error instanceof ShowError) || error.blame !== 'guest') throw error;
      await reply.redirect(`/sign-in?problem=${error.code}`, 303);
    }
  }
}
