import type { RenditionSpec } from '../ports.js';
import type { Profile } from '../profile.js';
import type { PackagerState } from './snapshot-schema.js';

interface Wanted {
  profile: Profile;
  renditions: readonly RenditionSpec[];
}

/** Whether encoders of these renditions can go on in that replica. */
export function fits(state: PackagerState, { profile, renditions }: Wanted): boolean {
  const formOf = ({ id, kind, width, height, frameRate }: RenditionSpec) =>
    [id, kind, width, height, frameRate].join(' ');
  const theirs = [...state.renditions, ...state.captions].map(({ spec }) => formOf(spec)).join('\n');
  const isSame = state.profile.name === profile.name && theirs === renditions.map(formOf).join('\n');
  return state.phase !== 'ended' && isSame;
}
