/** What the components say. Give your own for another language. */
export interface Texts {
  say: string;
  send: string;
  raiseHand: string;
  lowerHand: string;
  invited: string;
  accept: string;
  decline: string;
  waiting: string;
  enterStage: string;
  leaveStage: string;
  you: string;
}

export const ENGLISH: Texts = {
  say: 'Say something',
  send: 'Send',
  raiseHand: 'Raise hand',
  lowerHand: 'Lower hand',
  invited: 'You are invited to the stage.',
  accept: 'Come on stage',
  decline: 'Not now',
  waiting: 'The host brings you on soon.',
  enterStage: 'Enter the stage',
  leaveStage: 'Leave the stage',
  you: 'You',
};

export const KOREAN: Texts = {
  say: '메시지를 입력하세요',
  send: '보내기',
  raiseHand: '손 들기',
  lowerHand: '손 내리기',
  invited: '무대에 초대받았습니다.',
  accept: '무대에 오르기',
  decline: '나중에',
  waiting: '곧 호스트가 무대에 올립니다.',
  enterStage: '무대에 서기',
  leaveStage: '무대에서 내려오기',
  you: '나',
};
