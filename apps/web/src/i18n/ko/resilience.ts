export const resilience = {
  'owner.resilience': '서버 장애',
  'owner.resilience.when': '방송을 실행하는 서버에 장애가 생기면',
  'owner.resilience.none': '잠시 중단된 뒤 다른 서버에서 방송을 다시 시작합니다',
  'owner.resilience.standby': '다른 서버가 중단 없이 방송을 이어 갑니다',
  'owner.resilience.cost': '대기 서버는 코어 {idle}개를 사용하며, 방송을 위해 코어 {kept}개를 비워 둡니다.',
} as const;
