import { HELD_CAUSES, type HeldCause } from '#protocol';

/** A cause that only a later version of this server knows is read as that of a classifier. */
export const toCause = (text: string): HeldCause =>
  HELD_CAUSES.find((cause) => cause === text) ?? 'classifier';
