import { z } from 'zod';
import { DEFENCE_ACTIONS, type DefenceAction } from '#protocol';

const judgementSchema = z.object({ action: z.enum(DEFENCE_ACTIONS) });

/** What a classifier says in JSON. Throws at anything else. */
export const readJudgement = (text: string): DefenceAction => judgementSchema.parse(JSON.parse(text)).action;
