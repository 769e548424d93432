import { guestError, type ShowError } from '#kernel';

export const otherNode = (): ShowError =>
  guestError('other-node', 'Another node runs this show. Try again in a moment.', {
    status: 421,
    retry: true,
  });
