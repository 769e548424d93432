import type { formats as english } from '../en/formats.js';

export const formats: Record<keyof typeof english, string> = {
  'owner.formats': '화면 비율',
  'owner.formats.mode': '이 방송의 화면 비율',
  'owner.formats.mode.site': '사이트 설정대로',
  'owner.formats.mode.own': '직접 선택',
  'owner.formats.shape.wide': '가로 16:9',
  'owner.formats.shape.portrait': '세로 9:16',
  'owner.formats.shape.square': '정사각형 1:1',
  'owner.formats.cores': '{cores}코어',
  'owner.formats.more': '+{cores}코어',
  'owner.formats.size': '크기',
  'owner.formats.layout': '레이아웃',
  'owner.formats.layout.studio': '스튜디오와 같게',
  'owner.formats.main': '기본 화면 비율',
  'owner.formats.main.hint': '링크, 녹화, 동시 송출과 다른 플레이어에서 사용합니다.',
  'owner.formats.rate': '초당 프레임 수',
  'owner.formats.preset': '인코더 프리셋',
  'owner.formats.preset.hint': '빠를수록 코어를 적게 쓰고, 느릴수록 화질이 좋습니다.',
  'owner.formats.av1': 'AV1도 함께 송출',
  'owner.formats.av1.hint':
    'AV1을 지원하는 플레이어는 기본 화면 비율을 3분의 1 적은 데이터로 받고, 나머지는 H.264로 받습니다. 코어가 더 필요합니다.',
  'owner.formats.passthrough': '가능하면 인코더 영상을 그대로 송출',
  'owner.formats.passthrough.hint':
    'OBS나 하드웨어 인코더 하나가 화면 전체를 채우고 그 위에 아무것도 없을 때, H.264 영상을 다시 인코딩하지 않고 최고 화질로 보냅니다. 인코더를 이 크기와 초당 프레임 수, 키 프레임 2초 간격, B-프레임 없음으로 설정하고 이름 표시를 끄세요.',
  'owner.formats.captions': '영상에 넣는 자막',
  'owner.formats.captions.none': '없음',
  'owner.formats.captions.hint':
    '녹화와 외부 송출을 포함해 모든 시청자의 화면에 자막이 표시됩니다. 자막은 말이 끝나고 조금 뒤에 나타납니다.',
  'owner.formats.price': '필요한 코어',
  'owner.formats.price.text':
    '{most}코어 중 {needed}코어가 필요합니다. 지금 쓸 수 있는 것은 {free}코어입니다.',
  'owner.formats.price.checking': '계산 중…',
  'owner.formats.price.failed': '필요한 코어를 계산하지 못했습니다.',
  'owner.formats.busy': '지금은 코어가 부족합니다',
  'owner.formats.busy.text': '저장할 수 있지만, 다른 방송이 끝날 때까지 이 방송을 시작할 수 없습니다.',
  'owner.formats.too-large': '이 서버로는 감당할 수 없습니다',
  'owner.formats.too-large.text': '비율 수, 크기, 초당 프레임 수를 줄이거나 더 빠른 프리셋을 선택하세요.',
  'owner.formats.live': '방송 중에는 화면 비율을 바꿀 수 없습니다.',
  'owner.formats.save': '화면 비율 저장',
  'owner.formats.undo': '변경 취소',
};
