export * from './ports/index.js';
export {
  findMove,
  getMove,
  SHOW_MOVES,
  SHOW_STATES,
  type ShowMove,
  type ShowState,
  statesAllowing,
} from './show-state.js';
