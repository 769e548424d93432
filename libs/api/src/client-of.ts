import { DEVICE_COOKIE, findCookie } from '#access';
import type { ClientFacts } from '#control';
import type { ApiRequest } from './serves.js';

export function clientOf(request: ApiRequest): ClientFacts {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    device: findCookie(request.headers.cookie, DEVICE_COOKIE),
  };
}
