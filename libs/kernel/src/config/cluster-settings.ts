import { z } from 'zod';
import { setting } from './setting.js';

export const clusterSettings = z.object({
  secret: setting(
    z
      .string()
      .min(16)
      .regex(/^[\x21-\x7e]+$/)
      .optional(),
    {
      says: 'Joins this node to the others that know the same secret and use the same PostgreSQL. Without it the node is alone.',
      expects: 'at least 16 characters without spaces, with DATABASE_URL and cluster.address set',
      defaultText: 'none: one node',
      isSecret: true,
    },
  ),
  name: setting(
    z
      .string()
      .regex(/^[A-Za-z0-9.-]{1,64}$/)
      .optional(),
    {
      says: 'What people call this node.',
      expects: 'letters, digits, dots and dashes',
      defaultText: 'cluster.address and the port',
    },
  ),
  address: setting(
    z
      .string()
      .regex(/^[0-9A-Za-z.:-]+$/)
      .optional(),
    {
      says: 'Under which address the other nodes reach this one.',
      expects: 'an IP address or a host name',
      defaultText: 'none',
    },
  ),
  host: setting(z.string().min(1).optional(), {
    says: 'Address to listen on for the other nodes.',
    expects: 'an address of this machine',
    defaultText: 'cluster.address',
  }),
  port: setting(z.int().min(1).max(65_534).default(7_946), {
    says: 'First of two TCP ports for the other nodes: heartbeats, and media and requests.',
    expects: 'a port from 1 to 65534',
  }),
});
