import { Controller, Inject } from '@nestjs/common';
import type { WebhookEndpoint } from '#control';
import { WebhooksService } from '#control';
import { Answer, type ApiCall } from '../api-call.js';
import { webhookOperations as operations } from '../operations/webhooks.js';
import { printPage, readPage } from '../page-token.js';
import { toDeliveryAnswer, toWebhookAnswer } from '../schemas/webhooks.js';
import { Call, Serves } from '../serves.js';
import { accountOrThrow } from '../signed-in-person.js';

const versioned = (endpoint: WebhookEndpoint) =>
  new Answer(toWebhookAnswer(endpoint), { etag: `"${endpoint.version}"` });

const withSecret = (endpoint: WebhookEndpoint) => ({
  ...toWebhookAnswer(endpoint),
  secret: endpoint.secret,
});

@Controller()
export class WebhooksController {
  constructor(@Inject(WebhooksService) private readonly service: WebhooksService) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    const { url, events } = call.body;
    return withSecret(await this.service.create(accountOrThrow(call.actor), url, events));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    return printPage(
      await this.service.list(accountOrThrow(call.actor), readPage(call.query)),
      toWebhookAnswer,
    );
  }

  @Serves(operations.get)
  async get(@Call() call: ApiCall<typeof operations.get>) {
    return versioned(await this.service.get(accountOrThrow(call.actor), call.params.webhookId));
  }

  @Serves(operations.change)
  async change(@Call() call: ApiCall<typeof operations.change>) {
    const { webhookId } = call.params;
    return versioned(
      await this.service.change(accountOrThrow(call.actor), webhookId, call.version, call.body),
    );
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.service.remove(accountOrThrow(call.actor), call.params.webhookId);
    return undefined;
  }

  @Serves(operations.rotate)
  async rotate(@Call() call: ApiCall<typeof operations.rotate>) {
    return withSecret(await this.service.rotate(accountOrThrow(call.actor), call.params.webhookId));
  }

  @Serves(operations.test)
  async test(@Call() call: ApiCall<typeof operations.test>) {
    return toDeliveryAnswer(await this.service.test(accountOrThrow(call.actor), call.params.webhookId));
  }

  @Serves(operations.deliveries)
  async deliveries(@Call() call: ApiCall<typeof operations.deliveries>) {
    const { state, ...page } = call.query;
    const account = accountOrThrow(call.actor);
    const found = await this.service.deliveries(account, call.params.webhookId, state, readPage(page));
    return printPage(found, toDeliveryAnswer);
  }

  @Serves(operations.replay)
  async replay(@Call() call: ApiCall<typeof operations.replay>) {
    const { webhookId, deliveryId } = call.params;
    return toDeliveryAnswer(await this.service.replay(accountOrThrow(call.actor), webhookId, deliveryId));
  }
}
