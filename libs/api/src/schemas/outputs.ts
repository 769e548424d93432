import { z } from 'zod';
import { OUTPUT_PRESETS, type OutputPreset, type OutputRecord, shownUrl } from '#control';
import { RESTREAM_REASONS, type RestreamStatus } from '#outputs';
import { answer, body, idSchema, nameSchema, timeOrNull, timeSchema, toIso, toIsoOrNull } from './basics.js';

const preset = z.enum(Object.keys(OUTPUT_PRESETS) as [OutputPreset, ...OutputPreset[]]);
const key = z
  .string()
  .max(500)
  .regex(/^[\x21-\x7e]*$/, 'must be letters, digits and signs without spaces');

export const outputSchema = answer(
  'Output',
  z.object({
    id: idSchema,
    name: z.string(),
    preset: z.string(),
    url: z.string().describe('Without the key and what stood behind `?`, which are not shown again'),
    on: z.boolean().describe('It gets the show while that is on air'),
    state: z
      .enum(['off', 'waiting', 'connecting', 'live', 'retrying'])
      .describe(
        '`waiting`: for the show to be on air. `retrying`: connected to again for as long as it is on',
      ),
    reason: z.enum(RESTREAM_REASONS).nullable().describe('Why it does not get the show'),
    since: timeOrNull.describe('When the state began'),
    retries: z.number().int(),
    createdAt: timeSchema,
  }),
);
export const outputsAnswer = answer('Outputs', z.object({ items: z.array(outputSchema) }));
export const outputBody = body(
  'OutputWish',
  z.strictObject({
    name: nameSchema.optional(),
    preset: preset.default('custom').describe('Where the address is known: `youtube`, `twitch`'),
    url: z.string().min(8).max(1_000).optional().describe('rtmp://, rtmps:// or srt://; for `custom`'),
    key: key.optional().describe('The stream key, or the stream id of SRT'),
    on: z.boolean().default(true),
  }),
);

export const toOutputAnswer = (output: OutputRecord, status: RestreamStatus | undefined) => ({
  id: output.id,
  name: output.name,
  preset: output.preset,
  url: shownUrl(output.url),
  on: output.isOn,
  state: stateOf(output, status),
  reason: output.isOn ? (status?.reason ?? null) : null,
  since: toIsoOrNull(status?.sinceMs ?? null),
  retries: status?.retries ?? 0,
  createdAt: toIso(output.createdAtMs),
});

function stateOf({ isOn }: OutputRecord, status: RestreamStatus | undefined) {
  if (!isOn) return 'off' as const;
  return status === undefined || status.state === 'off' ? ('waiting' as const) : status.state;
}
