import type { Operation } from '../operation.js';
import { audienceOperations } from './audience.js';
import { audioMixOperations } from './audio-mix.js';
import { chatDefenceOperations } from './chat-defences.js';
import { clipOperations } from './clips.js';
import { followerOperations } from './followers.js';
import { imageOperations } from './images.js';
import { inputOperations } from './inputs.js';
import { mediaFileOperations } from './media-files.js';
import { nodeOperations } from './nodes.js';
import { outputOperations } from './outputs.js';
import { peopleOperations } from './people.js';
import { playerMarkOperations } from './player-marks.js';
import { pollOperations } from './polls.js';
import { qualityOperations } from './quality.js';
import { recordingOperations } from './recordings.js';
import { mediaOperations, sceneOperations } from './scenes.js';
import { showOperations } from './shows.js';
import { siteOperations } from './site.js';
import { webhookOperations } from './webhooks.js';

/** Everything that the API does, in the order of the document. */
export const ALL_OPERATIONS: readonly Operation[] = [
  ...Object.values(peopleOperations),
  ...Object.values(siteOperations),
  ...Object.values(nodeOperations),
  ...Object.values(showOperations),
  ...Object.values(recordingOperations),
  ...Object.values(clipOperations),
  ...Object.values(imageOperations),
  ...Object.values(inputOperations),
  ...Object.values(outputOperations),
  ...Object.values(sceneOperations),
  ...Object.values(mediaOperations),
  ...Object.values(mediaFileOperations),
  ...Object.values(playerMarkOperations),
  ...Object.values(audioMixOperations),
  ...Object.values(audienceOperations),
  ...Object.values(chatDefenceOperations),
  ...Object.values(pollOperations),
  ...Object.values(qualityOperations),
  ...Object.values(followerOperations),
  ...Object.values(webhookOperations),
] as unknown as readonly Operation[];
