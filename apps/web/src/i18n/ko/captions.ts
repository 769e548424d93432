export const captions = {
  'owner.captions': '자막',
  'owner.captions.languages': '언어',
  'owner.captions.hint':
    '언어 태그를 쉼표로 구분해 입력하세요(예: en, ko). 이 서버가 인식하는 언어는 자동으로 자막이 만들어집니다. 다음 시작부터 적용됩니다.',
  'owner.captions.live': '방송 중에는 자막을 바꿀 수 없습니다.',
  'studio.captions': '자막 입력',
  'studio.captions.hint': '자막을 켠 시청자는 각자의 영상이 이 시점에 이르면 이 자막을 읽게 됩니다.',
  'studio.captions.language': '자막 언어',
  'studio.captions.speaker': '말하는 사람',
  'studio.captions.nobody': '이름 없음',
  'studio.captions.text': '지금 하는 말',
  'studio.captions.send': '자막 보내기',
  'owner.captions.save': '자막 저장',
} as const;
