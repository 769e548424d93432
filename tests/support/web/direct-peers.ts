// Each of these runs in a page: a test cuts the connections that the page made to another page, as a network would.

interface PeersPage {
  RTCPeerConnection: new (...options: unknown[]) => { addIceCandidate(candidate: unknown): unknown };
  cutsDirect: boolean;
  directPeers: { close(): void }[];
}

/** Before the page is loaded: keeps what it makes. */
export function keepPeers(): void {
  const page = globalThis as never as PeersPage;
  const Native = page.RTCPeerConnection;
  page.directPeers = [];
  page.RTCPeerConnection = class extends Native {
    constructor(...options: unknown[]) {
      super(...options);
      page.directPeers.push(this as never);
    }
    // A network that lets nobody through has no address that answers. The media server's are in its description.
    override addIceCandidate(candidate: unknown) {
      return page.cutsDirect ? Promise.resolve() : super.addIceCandidate(candidate);
    }
  };
}

/** Without a word. The newest is the call's: the stage's two were made on entering. */
export function cutDirect(): void {
  const page = globalThis as never as PeersPage;
  page.cutsDirect = true;
  page.directPeers.at(-1)?.close();
}

export function allowDirect(): void {
  (globalThis as never as PeersPage).cutsDirect = false;
}
