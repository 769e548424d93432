import { Controller, Inject } from '@nestjs/common';
import { type InputRecord, InputsService, type IssuedInput } from '#control';
import type { ApiCall } from '../api-call.js';
import { InputUrls } from '../input-urls.js';
import { inputOperations as operations } from '../operations/inputs.js';
import { toInputAnswer } from '../schemas/inputs.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class InputsController {
  constructor(
    @Inject(InputsService) private readonly inputs: InputsService,
    @Inject(InputUrls) private readonly urls: InputUrls,
  ) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    return this.issued(await this.inputs.create(call.params.showId, call.body));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const found = await this.inputs.list(call.params.showId);
    return { items: found.map((input) => this.view(input)) };
  }

  @Serves(operations.rotate)
  async rotate(@Call() call: ApiCall<typeof operations.rotate>) {
    return this.issued(await this.inputs.rotate(call.params.showId, call.params.inputId));
  }

  @Serves(operations.place)
  async place(@Call() call: ApiCall<typeof operations.place>) {
    const { showId, inputId } = call.params;
    return this.view(await this.inputs.place(showId, inputId, call.body.onStage));
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.inputs.remove(call.params.showId, call.params.inputId);
    return undefined;
  }

  private issued({ input, token }: IssuedInput) {
    return { ...this.view(input), token };
  }

  private view(input: InputRecord) {
    const key = this.inputs.keyOf(input);
    const passphrase = this.inputs.passphraseOf(key);
    return toInputAnswer({ input, status: this.inputs.statusOf(input), key, passphrase }, this.urls);
  }
}
