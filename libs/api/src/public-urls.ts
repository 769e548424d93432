/** Addresses of our own pages, as people are given them. */
export class PublicUrls {
  readonly #base: string;

  constructor(publicUrl: string) {
    this.#base = publicUrl;
  }

  watch(showId: string): string {
    return `${this.#base}/watch/${showId}`;
  }

  embed(showId: string): string {
    return `${this.#base}/embed/${showId}`;
  }

  clip(showId: string, clipId: string): string {
    return `${this.#base}/watch/${showId}/clips/${clipId}`;
  }

  /** Ours may stand without a host. */
  whole(address: string): string {
    return address.startsWith('/') ? this.#base + address : address;
  }

  invitation(token: string): string {
    return `${this.#base}/join/${token}`;
  }
}
