import type { RESTREAM_REASONS } from './restream-target.js';

export type FailureReason = (typeof RESTREAM_REASONS)[number];

const UNREACHABLE = /Connection refused|No route to host|unreachable|timed out|Connection setup failure/i;
const REJECTED = /Server error|NetStream\.|reject|unauthori[sz]ed|forbidden|denied/i;
const INPUT_OUTPUT = /Input\/output error/i;

/** Of FFmpeg's words, which may hold the key, what they mean. */
export function failureReason(url: string, words: string): FailureReason {
  const isSrt = url.startsWith('srt:');
  // By SRT a target that is not there and one that refuses end in the same words; libsrt says before them what was refused.
  if (isSrt && REJECTED.test(words)) return 'rejected';
  if (UNREACHABLE.test(words) || (isSrt && INPUT_OUTPUT.test(words))) return 'unreachable';
  return REJECTED.test(words) || INPUT_OUTPUT.test(words) ? 'rejected' : 'broken';
}
