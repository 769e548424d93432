import type { inputs as english } from '../en/inputs.js';

export const inputs: Record<keyof typeof english, string> = {
  'studio.inputs': '외부 입력',
  'studio.inputs.text': 'OBS, 인코더, 카메라에서 WHIP 또는 RTMP로 이 방송에 송출하세요.',
  'studio.inputs.empty.title': '아직 외부 입력이 없습니다',
  'studio.inputs.empty.text': '입력을 만들고 주소와 키를 OBS에 복사한 뒤 “방송 시작”을 누르세요.',
  'studio.inputs.name': '이름',
  'studio.inputs.as': '용도',
  'studio.inputs.as.guest': '게스트: 참가자 한 명 추가',
  'studio.inputs.as.programme': '프로그램: 전체 화면',
  'studio.inputs.as.backup': '백업: 프로그램이 끊기면 대신 송출',
  'studio.inputs.create': '입력 만들기',
  'studio.inputs.state.gone': '연결 안 됨',
  'studio.inputs.state.connected': '연결됨, 미디어 대기 중',
  'studio.inputs.state.sending': '{by}(으)로 송출 중',
  'studio.inputs.state.silent': '연결되었지만 수신되는 내용이 없음',
  'studio.inputs.on-stage': '송출하는 동안 무대에 표시',
  'studio.inputs.addresses': '주소와 키 보기',
  'studio.inputs.rtmp': 'RTMP 서버',
  'studio.inputs.key': '스트림 키',
  'studio.inputs.whip': 'WHIP 주소',
  'studio.inputs.token': 'WHIP 베어러 토큰',
  'studio.inputs.token.once': '지금 토큰을 복사하세요. 다시 표시되지 않습니다.',
  'studio.inputs.rotate': '키 변경',
  'studio.inputs.rotate.title': '{name}의 키를 변경할까요?',
  'studio.inputs.rotate.text': '이전 키로 송출 중인 연결이 끊어집니다.',
  'studio.inputs.delete': '입력 삭제',
  'studio.inputs.delete.title': '{name}을(를) 삭제할까요?',
  'studio.inputs.delete.text': '이 입력으로 송출 중인 연결이 끊어집니다.',
  'studio.inputs.obs': 'OBS 설정 방법',
  'studio.inputs.obs.text': '입력마다 한 번, 3분이면 됩니다.',
  'studio.inputs.obs.1': '설정 → 방송을 열고 서비스에서 “사용자 지정…”을 선택하세요.',
  'studio.inputs.obs.2': '서버에 RTMP 서버를, 스트림 키에 스트림 키를 붙여 넣으세요.',
  'studio.inputs.obs.3':
    '출력에서 출력 방식을 “고급”으로 바꾸고 인코더로 x264 또는 그래픽 카드의 H.264를 선택하세요.',
  'studio.inputs.obs.4':
    '키프레임 간격: 1초. x264는 튠을 “zerolatency”로, 그래픽 카드는 B-프레임을 0으로 설정하세요. B-프레임이 있으면 서버에서 다시 인코딩해야 합니다.',
  'studio.inputs.obs.5':
    '데이터율 제어는 CBR, 비트레이트는 1080p에서 4,000~6,000 Kbps, 720p에서 2,500 Kbps가 알맞습니다.',
  'studio.inputs.obs.6': '“방송 시작”을 누르면 입력 상태가 “송출 중”으로 바뀝니다.',
  'studio.inputs.obs.whip':
    'OBS 30 이상: 서비스에서 “WHIP”을 선택하고 WHIP 주소와 베어러 토큰을 붙여 넣으세요. 지연이 가장 짧습니다.',
};
