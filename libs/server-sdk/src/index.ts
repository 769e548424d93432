export { Proscenium, type ProsceniumOptions } from './proscenium.js';
export { type SignedDelivery, verifyWebhook } from './verify-webhook.js';
