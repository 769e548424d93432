import { z } from 'zod';

export const showIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
