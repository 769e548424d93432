import { guestError, type ShowError } from '#kernel';

/** 422: what was sent is SDP, and nothing that the stage can take (RFC 9725, 4.2). */
export const offerRefused = (message: string): ShowError =>
  guestError('offer-refused', message, { status: 422 });

export const offerUnreadable = (message: string): ShowError =>
  guestError('offer-unreadable', message, { status: 400 });
