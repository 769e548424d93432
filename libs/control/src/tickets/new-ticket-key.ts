import { type RandomBytes, systemRandom } from '#kernel';

export const newTicketKey = (random: RandomBytes = systemRandom): string =>
  Buffer.from(random(32)).toString('base64url');
