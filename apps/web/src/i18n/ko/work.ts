import { audioMix } from './audio-mix.js';
import { backstage } from './backstage.js';
import { brand } from './brand.js';
import { captions } from './captions.js';
import { entry } from './entry.js';
import { follow } from './follow.js';
import { formats } from './formats.js';
import { hosting } from './hosting.js';
import { inputs } from './inputs.js';
import { moderation } from './moderation.js';
import { outputs } from './outputs.js';
import { owner } from './owner.js';
import { quality } from './quality.js';
import { records } from './records.js';
import { resilience } from './resilience.js';
import { scenes } from './scenes.js';

/** What hosts, guests and owners read: no viewer waits for it. */
export const work = {
  ...captions,
  ...backstage,
  ...scenes,
  ...brand,
  ...audioMix,
  ...hosting,
  ...inputs,
  ...moderation,
  ...outputs,
  ...formats,
  ...owner,
  ...records,
  ...resilience,
  ...quality,
  ...follow,
  ...entry,
};
