import { z } from 'zod';

export const iceParametersSchema = z.object({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.exactOptional(z.boolean()),
});

export const iceCandidateSchema = z.object({
  foundation: z.string(),
  priority: z.number(),
  ip: z.string(),
  address: z.string(),
  protocol: z.enum(['udp', 'tcp']),
  port: z.number().int(),
  type: z.enum(['host']),
  tcpType: z.exactOptional(z.enum(['passive'])),
});

export const dtlsParametersSchema = z.object({
  role: z.exactOptional(z.enum(['auto', 'client', 'server'])),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z
          .string()
          .max(256)
          .regex(/^[0-9A-Fa-f:]+$/),
      }),
    )
    .min(1)
    .max(8),
});

export const iceServerSchema = z.object({
  urls: z.array(z.string()),
  username: z.exactOptional(z.string()),
  credential: z.exactOptional(z.string()),
});

export const sctpParametersSchema = z.object({
  port: z.number().int(),
  maxSendMessageSize: z.number().int(),
  maxReceiveMessageSize: z.number().int(),
  OS: z.number().int(),
  MIS: z.number().int(),
  maxMessageSize: z.number().int(),
});

export const sctpStreamSchema = z.object({
  streamId: z.number().int().min(0).max(65_535),
  ordered: z.exactOptional(z.boolean()),
  maxPacketLifeTime: z.exactOptional(z.number().int().min(1).max(60_000)),
  maxRetransmits: z.exactOptional(z.number().int().min(0).max(100)),
});

export type WireIceParameters = z.output<typeof iceParametersSchema>;
export type WireIceCandidate = z.output<typeof iceCandidateSchema>;
export type WireDtlsParameters = z.output<typeof dtlsParametersSchema>;
export type WireIceServer = z.output<typeof iceServerSchema>;
export type WireSctpParameters = z.output<typeof sctpParametersSchema>;
export type WireSctpStream = z.output<typeof sctpStreamSchema>;
