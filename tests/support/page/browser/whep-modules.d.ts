// What is used of clients that bring no types, or types of a build of theirs.
declare module 'whip-whep/whep.js' {
  export class WHEPClient extends EventTarget {
    view(peer: RTCPeerConnection, url: string, token?: string): Promise<void>;
    stop(): Promise<void>;
  }
}

declare module '@eyevinn/whip-web-client' {
  export class WHIPClient {
    constructor(options: { endpoint: string; opts?: { authkey?: string; noTrickleIce?: boolean } });
    ingest(stream: MediaStream): Promise<void>;
    destroy(): Promise<void>;
  }
}

declare module '@eyevinn/webrtc-player' {
  export class WebRTCPlayer {
    constructor(options: { video: HTMLVideoElement; type: 'whep' });
    load(url: URL): Promise<void>;
    destroy(): void;
  }
}
