export type { InputDirectory, InputFacts, InputPlace, InputPlaces, SendsBy } from './input-facts.js';
export type { WhipAnswer } from './whip/whip-answer.js';
export {
  SDP,
  SDP_FRAGMENT,
  WhipEndpoint,
  type WhipEndpointOptions,
  type WhipRequest,
} from './whip/whip-endpoint.js';
