import { z } from 'zod';
import { setting } from './setting.js';

const MIB = 1024 * 1024;

const EDGE = /^([a-z0-9-]{1,32})=([0-9A-Za-z.-]+)$/;

const anEdge = z
  .string()
  .regex(EDGE)
  .transform((text) => {
    const [, id = '', host = ''] = EDGE.exec(text) ?? [];
    return { id, host };
  });

export const deliverySettings = z.object({
  profile: setting(z.enum(['low', 'ultra', 'standard']).default('low'), {
    says: 'Distance to the live edge of shows that name none: `low` has parts of 0.5 s, `ultra` of 0.2 s, `standard` none.',
    expects: 'low, ultra or standard',
  }),
  playbackMinutes: setting(z.number().min(1).max(1_440).default(120), {
    says: 'How long an address of a private show plays; pages renew theirs in time.',
    expects: 'minutes from 1 to 1440',
  }),
  frontRowViewers: setting(z.int().min(0).max(100_000).default(200), {
    says: 'Viewers in real time, by WHEP, that one show may have at most, whatever its own limit says. 0 switches them off.',
    expects: 'a number from 0 to 100000',
  }),
  edgeSecret: setting(
    z
      .string()
      .min(16)
      .regex(/^[\x21-\x7e]+$/)
      .optional(),
    {
      env: 'EDGE_SECRET',
      says: 'What your own edge says to be believed that it has checked the tokens of private shows.',
      expects: 'at least 16 characters without spaces, the same as the edge has',
      defaultText: 'none: private shows play from this server only',
      isSecret: true,
    },
  ),
  edges: setting(z.array(anEdge).max(8).prefault([]), {
    says: 'Edges that players may go to when theirs fails, best first: a name and the host of each. All listen at the same port.',
    expects: 'such as one=edge1.example.org,two=edge2.example.org',
    defaultText: 'none',
  }),
  countryHeader: setting(
    z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/)
      .optional(),
    {
      says: 'The header in which your CDN says the country of a viewer, such as CF-IPCountry: figures of the audience by country. The CDN must overwrite what viewers send.',
      expects: 'the name of a header',
      defaultText: 'none',
    },
  ),
  steeringSeconds: setting(z.int().min(1).max(3_600).default(30), {
    says: 'How often players ask which edge to take, where there are several.',
    expects: 'seconds from 1 to 3600',
  }),
  rewindMinutes: setting(z.number().min(0).max(1440).default(30), {
    says: 'How far back viewers may go. 0 switches rewinding off.',
    expects: 'minutes from 0 to 1440',
  }),
  memoryLimitBytes: setting(
    z
      .int()
      .min(16 * MIB)
      .default(256 * MIB),
    {
      says: 'Memory that the live window of one show may take.',
      expects: `bytes, at least ${16 * MIB}`,
    },
  ),
  diskLimitBytes: setting(
    z
      .int()
      .min(0)
      .default(20 * 1024 * MIB),
    {
      says: 'Disk that all rewindable shows together may take.',
      expects: 'bytes, 0 or more',
    },
  ),
  diskFreeBytes: setting(
    z
      .int()
      .min(0)
      .default(1024 * MIB),
    {
      says: 'Disk that stays free: below it rewinding stops and the live edge goes on.',
      expects: 'bytes, 0 or more',
    },
  ),
});
