import { z } from 'zod';
import { programmeSettingsSchema } from '#compositor';

/** Decides a programme before its process starts. Secret in it: the cluster's secret, the key for a server that hears speech. */
export const programmeDescriptionSchema = z.strictObject({
  showId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** Where it listens: for the server, and for followers of its log. */
  socketPath: z.string().min(1).max(100),
  /** There was a programme of this show before: it goes on on the same timeline. */
  resumes: z.boolean(),
  profile: z.enum(['low', 'ultra', 'standard']),
  settings: programmeSettingsSchema,
  /** Of the show, for what must outlive the process. */
  folder: z.string().min(1),
  windowSeconds: z.number().min(0),
  /** In a cluster: the server says who may publish. */
  isFenced: z.boolean().optional(),
  /** Goes along with the programme behind this node's gate, to go on when that one cannot. */
  standsBy: z
    .strictObject({
      nodeId: z.string().min(1).max(64),
      host: z.string().min(1).max(253),
      port: z.int().min(1).max(65_535),
      secret: z.string().min(16),
    })
    .optional(),
  /** What viewers may read, by language. */
  captions: z
    .strictObject({
      languages: z.array(z.string().regex(/^[A-Za-z0-9-]{2,35}$/)).max(8),
      /** Hears the stage in one of them; the others are typed. */
      speech: z
        .strictObject({
          language: z.string().min(2).max(35),
          command: z.array(z.string().max(1_000)).min(1).max(50).optional(),
          url: z.string().max(2_000).optional(),
          /** The server at `url` speaks realtime transcription; the protocol of Vosk otherwise. */
          realtime: z
            .strictObject({ model: z.string().max(200), key: z.string().max(1_000).optional() })
            .optional(),
        })
        .optional(),
      /** Says what is heard in others of them. */
      translation: z
        .strictObject({
          languages: z.array(z.string().min(2).max(35)).max(8),
          command: z.array(z.string().max(1_000)).min(1).max(50).optional(),
          url: z.string().max(2_000).optional(),
        })
        .optional(),
    })
    .optional(),
  /** The process sends spans of its parts, for traces. */
  isTraced: z.boolean().optional(),
  mediasoupWorkerBin: z.string().min(1),
  log: z.strictObject({
    level: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    pretty: z.boolean(),
  }),
});

export type ProgrammeDescription = z.output<typeof programmeDescriptionSchema>;
