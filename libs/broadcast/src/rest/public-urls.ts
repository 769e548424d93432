/** Addresses of our own pages, as people are given them. */
export class PublicUrls {
  readonly #base: string;

  constructor(publicUrl: string) {
    this.#base = publicUrl;
  }

  invitation(token: string): string {
    return `${this.#base}/join/${token}`;
  }
}
