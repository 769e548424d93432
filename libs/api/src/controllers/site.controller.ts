import { Controller, Inject } from '@nestjs/common';
import { Site } from '#control';
import type { ApiCall } from '../api-call.js';
import { siteOperations as operations } from '../operations/site.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class SiteController {
  constructor(@Inject(Site) private readonly site: Site) {}

  @Serves(operations.get)
  get() {
    return this.site.style;
  }

  @Serves(operations.change)
  change(@Call() call: ApiCall<typeof operations.change>) {
    return this.site.change(call.body);
  }

  @Serves(operations.setLogo)
  setLogo(@Call() call: ApiCall<typeof operations.setLogo>) {
    return this.site.setLogo(call.body);
  }

  @Serves(operations.removeLogo)
  removeLogo() {
    return this.site.removeLogo();
  }
}
