import { z } from 'zod';
import { setting } from './setting.js';

export const tracesSettings = z.object({
  url: setting(z.url({ protocol: /^https?$/ }).optional(), {
    says: 'Where traces go by OTLP over HTTP: an OpenTelemetry collector, Jaeger or Tempo, such as `http://localhost:4318`. Without it no code for traces is loaded.',
    expects: 'an address that begins with http:// or https://',
    defaultText: 'none: no traces',
  }),
  authorization: setting(z.string().min(1).max(2_000).optional(), {
    says: 'The Authorization header for that address.',
    expects: 'a header such as Bearer TOKEN',
    defaultText: 'none',
    isSecret: true,
  }),
  share: setting(z.number().min(0).max(1).default(0.1), {
    says: 'Which share of requests and of messages of pages is traced. Jobs always are, and of each show one part in ten seconds.',
    expects: 'a number from 0 to 1',
  }),
});
