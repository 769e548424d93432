import { Controller, Inject } from '@nestjs/common';
import { FollowersService } from '#control';
import type { ApiCall } from '../api-call.js';
import { followerOperations as operations } from '../operations/followers.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class FollowersController {
  constructor(@Inject(FollowersService) private readonly followers: FollowersService) {}

  @Serves(operations.ways)
  ways() {
    return this.followers.ways;
  }

  @Serves(operations.follow)
  async follow(@Call() call: ApiCall<typeof operations.follow>) {
    await this.followers.follow(showOf(call), call.body);
    return undefined;
  }

  @Serves(operations.subscribe)
  async subscribe(@Call() call: ApiCall<typeof operations.subscribe>) {
    return { token: await this.followers.subscribe(showOf(call), call.body) };
  }

  @Serves(operations.look)
  look(@Call() call: ApiCall<typeof operations.look>) {
    return this.followers.look(call.body.token);
  }

  @Serves(operations.confirm)
  confirm(@Call() call: ApiCall<typeof operations.confirm>) {
    return this.followers.confirm(call.body.token);
  }

  @Serves(operations.end)
  async end(@Call() call: ApiCall<typeof operations.end>) {
    await this.followers.end(call.body.token);
    return undefined;
  }
}
