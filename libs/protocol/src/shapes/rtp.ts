import { z } from 'zod';
import { kindSchema } from './basics.js';

const ssrcSchema = z.number().int().min(1).max(0xffffffff);
const payloadTypeSchema = z.number().int().min(0).max(127);
const codecSettingsSchema = z.record(
  z.string().max(64),
  z.union([z.string().max(256), z.number(), z.boolean(), z.null()]),
);
const feedbackSchema = z.object({ type: z.string().max(32), parameter: z.exactOptional(z.string().max(32)) });

/** Extensions that the stage understands. Video orientation is not among them: phones would come in rotated. */
const extensionUriSchema = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
]);

const codecFields = {
  mimeType: z.string().regex(/^(audio|video)\/[\w.+-]{1,32}$/i),
  clockRate: z.number().int().min(8_000).max(192_000),
  channels: z.exactOptional(z.number().int().min(1).max(8)),
  parameters: z.exactOptional(codecSettingsSchema),
  rtcpFeedback: z.exactOptional(z.array(feedbackSchema).max(16)),
};

export const rtpParametersSchema = z.object({
  mid: z.exactOptional(z.string().max(32)),
  codecs: z
    .array(z.object({ ...codecFields, payloadType: payloadTypeSchema }))
    .min(1)
    .max(8),
  headerExtensions: z.exactOptional(
    z
      .array(
        z.object({
          uri: extensionUriSchema,
          id: z.number().int().min(1).max(255),
          encrypt: z.exactOptional(z.boolean()),
          parameters: z.exactOptional(codecSettingsSchema),
        }),
      )
      .max(16),
  ),
  encodings: z.exactOptional(
    z
      .array(
        z.object({
          ssrc: z.exactOptional(ssrcSchema),
          rid: z.exactOptional(z.string().max(16)),
          codecPayloadType: z.exactOptional(payloadTypeSchema),
          rtx: z.exactOptional(z.object({ ssrc: ssrcSchema })),
          dtx: z.exactOptional(z.boolean()),
          scalabilityMode: z.exactOptional(
            z
              .string()
              .max(16)
              .regex(/^[LS][1-3]T[1-3](_KEY)?(h)?$/),
          ),
          maxBitrate: z.exactOptional(z.number().int().positive()),
        }),
      )
      .max(3),
  ),
  rtcp: z.exactOptional(
    z.object({ cname: z.exactOptional(z.string().max(255)), reducedSize: z.exactOptional(z.boolean()) }),
  ),
});

export const rtpCapabilitiesSchema = z.object({
  codecs: z
    .array(z.object({ ...codecFields, kind: kindSchema, preferredPayloadType: payloadTypeSchema }))
    .max(64),
  headerExtensions: z
    .array(
      z.object({
        kind: kindSchema,
        uri: extensionUriSchema,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.exactOptional(z.boolean()),
        direction: z.exactOptional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
      }),
    )
    .max(64),
});

export type WireRtpParameters = z.output<typeof rtpParametersSchema>;
export type WireRtpCapabilities = z.output<typeof rtpCapabilitiesSchema>;
