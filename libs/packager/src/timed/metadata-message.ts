import { printEventMessage, printId3Text } from '#media';
import type { TimedEvent } from './timed-event.js';

/** Players take an event message of this scheme for ID3 (Carriage of ID3 Timed Metadata in CMAF). */
const SCHEME = 'https://aomedia.org/emsg/ID3';
/** The description of the text in the tag. */
const DESCRIPTION = 'proscenium';

/** The box that stands before the next part of every video. */
export const metadataMessage = (
  { number, atMs, text }: Extract<TimedEvent, { kind: 'metadata' }>,
  anchorWallMs: number,
): Buffer =>
  printEventMessage({
    schemeIdUri: SCHEME,
    value: '',
    presentationMs: atMs - anchorWallMs,
    durationMs: 0,
    id: number,
    data: printId3Text(DESCRIPTION, text),
  });
