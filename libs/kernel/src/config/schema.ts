import { z } from 'zod';
import { archiveSettings } from './archive-settings.js';
import { captionsSettings } from './captions-settings.js';
import { chatSettings } from './chat-settings.js';
import { clusterSettings } from './cluster-settings.js';
import { deliverySettings } from './delivery-settings.js';
import { ingestSettings } from './ingest-settings.js';
import { mailSettings } from './mail-settings.js';
import { programmeSettings } from './programme-settings.js';
import { recordingSettings } from './recording-settings.js';
import { setting } from './setting.js';
import { HTTPS_MODES, tlsSettings } from './tls-settings.js';
import { tracesSettings } from './traces-settings.js';

const aPort = z.int().min(0).max(65_535);
const aPortText = 'a port from 1 to 65535, or 0 for any free one';

const stage = z.object({
  workers: setting(z.int().min(1).max(128).optional(), {
    says: 'Media workers, a process each.',
    expects: 'a number from 1 to 128',
    defaultText: 'the number of cores',
  }),
  rtcPort: setting(aPort.default(40_000), {
    says: 'First media port, UDP and TCP. Each worker takes one, counting up.',
    expects: aPortText,
  }),
  maxPublishers: setting(z.int().min(1).max(50).default(12), {
    says: 'How many people of one show may send at once.',
    expects: 'a number from 1 to 50',
  }),
  spread: setting(z.enum(['nodes', 'owner']).default('nodes'), {
    says: 'In a cluster, whether this node carries participants of stages of other nodes, and lets those carry participants of its own; with `owner` all media of a stage ends at the node of its show.',
    expects: '`nodes` or `owner`',
  }),
});

const turn = z.object({
  url: setting(
    z
      .string()
      .regex(/^turns?:[^\s]+$/)
      .optional(),
    {
      says: 'A TURN server for networks that let nothing else through, such as `turn:turn.example.org:3478`.',
      expects: 'a turn: or turns: address',
      defaultText: 'none',
    },
  ),
  secret: setting(z.string().min(16).optional(), {
    says: "The TURN server's shared secret, from which time-limited passwords are made.",
    expects: 'at least 16 characters, and set when turn.url is',
    defaultText: 'none',
    isSecret: true,
  }),
  relayOnly: setting(z.boolean().default(false), {
    says: 'Browsers send media through the TURN server only, never straight: for networks that let nothing else out.',
    expects: 'true or false, and true only when turn.url is set',
  }),
});

export const configSchema = z.object({
  port: setting(aPort.default(3000), {
    env: 'PORT',
    says: 'TCP port of pages, API and playback.',
    expects: aPortText,
  }),
  host: setting(z.string().min(1).optional(), {
    env: 'HOST',
    says: 'Address to listen on.',
    expects: 'an address of this machine',
    defaultText: '127.0.0.1; 0.0.0.0 once announcedAddress is set',
  }),
  announcedAddress: setting(
    z
      .string()
      .regex(/^[0-9A-Za-z.:-]+$/)
      .optional(),
    {
      says: 'Opens the server to the network: the address under which browsers reach this machine, for pages and media.',
      expects: 'an IP address or a host name, without http:// and port',
      defaultText: 'none: this machine only',
    },
  ),
  publicUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    says: 'Where people find the pages, when a proxy with TLS stands in front. Browsers give a camera only to https:// and to localhost.',
    expects: 'an address that begins with http:// or https://',
    defaultText: 'http://, announcedAddress or localhost, and the port',
  }),
  https: setting(z.enum(HTTPS_MODES).default('off'), {
    says: 'HTTPS without a proxy: `auto` gets a certificate for the domain and renews it, `files` takes tls.certFile and tls.keyFile, `self-made` is for a local network: browsers warn, and http:// says what they will say.',
    expects: 'off, auto, files or self-made',
  }),
  trustedProxies: setting(
    z
      .array(z.string().regex(/^[0-9a-fA-F.:]+(?:\/\d{1,3})?$/))
      .max(16)
      .prefault([]),
    {
      says: 'Proxies that are believed who their visitor is (X-Forwarded-For). Without it all who come through one count as one visitor, to limits and bans.',
      expects: 'addresses or networks such as 127.0.0.1,10.0.0.0/8',
      defaultText: 'none',
    },
  ),
  socketsPerNetwork: setting(z.int().min(1).max(1_000_000).default(1_000), {
    says: 'Pages of one network (an IPv4 address, or the /64 of an IPv6 address) that may be connected at once; more for a school or an office of many viewers.',
    expects: 'a number from 1 to 1000000',
  }),
  dataDir: setting(z.string().min(1).default('var'), {
    says: 'Folder of the embedded database, recordings and everything else that lasts.',
    expects: 'a folder',
  }),
  roles: setting(
    z
      .array(z.enum(['front', 'server', 'programme']))
      .min(1)
      .max(3)
      .prefault(['front', 'server', 'programme']),
    {
      says: 'What this node of a cluster does. Without `front` the port answers this machine only; without `programme` the node runs no shows: others do.',
      expects: 'some of front,server,programme, with server among them',
      defaultText: 'front,server,programme',
    },
  ),
  drain: setting(z.boolean().default(false), {
    says: 'The node starts without taking shows, and gives away those that it has: for work on a node of a cluster.',
    expects: 'true or false, and true only in a cluster',
  }),
  databaseUrl: setting(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    {
      env: 'DATABASE_URL',
      says: 'A PostgreSQL server instead of the embedded database.',
      expects: 'an address that begins with postgresql://',
      defaultText: 'embedded, in dataDir',
      isSecret: true,
    },
  ),
  redisUrl: setting(
    z
      .string()
      .regex(/^rediss?:\/\//)
      .optional(),
    {
      env: 'REDIS_URL',
      says: 'A Redis that several nodes share: each reaches the audience that is connected to it, and request rates count over all.',
      expects: 'an address that begins with redis:// or rediss://',
      defaultText: 'none',
      isSecret: true,
    },
  ),
  logLevel: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'), {
    says: 'The least important lines that are written.',
    expects: 'debug, info, warn, error or silent',
  }),
  logFormat: setting(z.enum(['json', 'pretty']).optional(), {
    says: 'Log lines for machines or for people.',
    expects: 'json or pretty',
    defaultText: 'pretty on a terminal, else json',
  }),
  mediasoupWorkerBin: setting(z.string().min(1).optional(), {
    env: 'MEDIASOUP_WORKER_BIN',
    says: 'A mediasoup-worker of your own.',
    expects: 'the path of a program',
    defaultText: 'the one that npm start obtained',
    isVariableOnly: true,
  }),
  ffmpegPath: setting(z.string().min(1).default('ffmpeg'), {
    env: 'FFMPEG_PATH',
    says: 'The FFmpeg to use.',
    expects: 'a program in PATH, or the path of one',
  }),
  embedFrameAncestors: setting(
    z
      .string()
      .regex(/^[^;,\r\n]+$/)
      .default('*'),
    {
      says: 'Which sites may show the embedded player in a frame, as the frame-ancestors of a content security policy.',
      expects: "sites separated by spaces, such as https://example.org, or * for all, or 'none'",
    },
  ),
  allowPrivateWebhooks: setting(z.boolean().default(false), {
    says: 'Lets webhooks go to private addresses and by plain http, for receivers that stand beside this server.',
    expects: 'true or false',
  }),
  allowPrivateOutputs: setting(z.boolean().default(false), {
    says: 'Lets shows be sent on to private addresses, for receivers that stand beside this server. Never to its own inputs.',
    expects: 'true or false',
  }),
  stage,
  programme: programmeSettings,
  delivery: deliverySettings,
  ingest: ingestSettings,
  recording: recordingSettings,
  tls: tlsSettings,
  archive: archiveSettings,
  captions: captionsSettings,
  chat: chatSettings,
  mail: mailSettings,
  cluster: clusterSettings,
  traces: tracesSettings,
  turn,
});

/** What is given by people, with plain defaults filled in; `loadConfig` completes what depends on something. */
export type GivenConfig = z.output<typeof configSchema>;
