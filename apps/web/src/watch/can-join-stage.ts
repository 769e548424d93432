/** Some browsers play shows and have no WebRTC, such as WebKit on Linux. */
export const canJoinStage = (): boolean => 'RTCPeerConnection' in globalThis;
