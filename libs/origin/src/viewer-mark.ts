import { createHash } from 'node:crypto';

/** A viewer: the ticket's subject or the account, and the browser where it is known. */
export interface PlaybackViewer {
  subject: string;
  deviceHash: string | null;
}

const MARK_LENGTH = 22;
const NO_DEVICE = '-'.repeat(MARK_LENGTH);

const markOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, MARK_LENGTH);

export const subjectMark = (subject: string): string => markOf(`subject ${subject}`);
export const deviceMark = (deviceHash: string | null): string =>
  deviceHash === null ? NO_DEVICE : markOf(`device ${deviceHash}`);

/** A viewer as it stands in an address: people's own ids may be long, and are nobody's business in a log. */
export const viewerMark = ({ subject, deviceHash }: PlaybackViewer): string =>
  subjectMark(subject) + deviceMark(deviceHash);

export const partsOfMark = (mark: string): { subject: string; device: string } => ({
  subject: mark.slice(0, MARK_LENGTH),
  device: mark.slice(MARK_LENGTH),
});
