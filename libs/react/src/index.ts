export { Chat, type ChatProps } from './chat.js';
export { EnterStage, type EnterStageProps } from './enter-stage.js';
export { Player, type PlayerProps } from './player.js';
export { RaiseHand, type RaiseHandProps } from './raise-hand.js';
export { Show, type ShowProps } from './show.js';
export { type JoinedShow, useShow } from './show-context.js';
export { Stage, type StageProps } from './stage.js';
export { ENGLISH, KOREAN, type Texts } from './texts.js';
export { useObserved } from './use-observed.js';
