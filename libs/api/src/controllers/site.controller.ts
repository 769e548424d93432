import { Controller, Inject } from '@nestjs/common';
import { Site } from '#control';
import type { ApiCall } from '../api-call.js';
import { siteOperations as operations } from '../operations/site.js';
import { toMediaFileAnswer } from '../schemas/media-files.js';
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

  @Serves(operations.setBackground)
  setBackground(@Call() call: ApiCall<typeof operations.setBackground>) {
    return this.site.setBackground(call.body);
  }

  @Serves(operations.removeBackground)
  removeBackground() {
    return this.site.removeBackground();
  }

  @Serves(operations.intro)
  intro() {
    const { intro } = this.site;
    return { file: intro && toMediaFileAnswer(intro) };
  }

  @Serves(operations.beginIntro)
  async beginIntro(@Call() call: ApiCall<typeof operations.beginIntro>) {
    return toMediaFileAnswer(await this.site.beginIntro(call.body));
  }

  @Serves(operations.addIntroPart)
  async addIntroPart(@Call() call: ApiCall<typeof operations.addIntroPart>) {
    return toMediaFileAnswer(await this.site.addIntroPart(call.params.fileId, call.query.from, call.body));
  }

  @Serves(operations.removeIntro)
  async removeIntro() {
    await this.site.removeIntro();
    return undefined;
  }
}
