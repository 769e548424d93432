import { z } from 'zod';
import { setting } from './setting.js';

const GIB = 1024 ** 3;

export const recordingSettings = z.object({
  keepDays: setting(z.number().min(0.01).max(36_500).optional(), {
    says: 'How long recordings are kept after the end of their show.',
    expects: 'days, more than 0',
    defaultText: 'for ever',
  }),
  diskLimitBytes: setting(
    z
      .int()
      .min(0)
      .default(200 * GIB),
    {
      says: 'Disk that all recordings together may take: beyond it the oldest are deleted, never one that is being made.',
      expects: 'bytes, 0 or more',
    },
  ),
  showLimitBytes: setting(z.int().min(0).optional(), {
    says: 'What recordings of one show may take together, on this disk and in the archive: beyond it its oldest are deleted.',
    expects: 'bytes, 0 or more',
    defaultText: 'no limit of one show',
  }),
  archiveLimitBytes: setting(z.int().min(0).optional(), {
    says: 'What recordings may take together in the archive (S3_URL): beyond it the oldest are deleted.',
    expects: 'bytes, 0 or more',
    defaultText: 'no limit',
  }),
});
