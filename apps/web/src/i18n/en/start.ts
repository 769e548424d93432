import { audioMix } from './audio-mix.js';
import { brand } from './brand.js';
import { captions } from './captions.js';
import { common } from './common.js';
import { devices } from './devices.js';
import { formats } from './formats.js';
import { inputs } from './inputs.js';
import { outputs } from './outputs.js';
import { owner } from './owner.js';
import { resilience } from './resilience.js';
import { scenes } from './scenes.js';
import { studio } from './studio.js';
import { watch } from './watch.js';

/** What pages are drawn with; the texts of refusals follow. */
export const start = {
  ...common,
  ...captions,
  ...watch,
  ...studio,
  ...scenes,
  ...brand,
  ...devices,
  ...audioMix,
  ...inputs,
  ...outputs,
  ...formats,
  ...owner,
  ...resilience,
} as const;
