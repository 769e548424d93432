import { isSame, macOf } from '#access';

const TOKEN = /^(flw_[0-9a-v]{26})\.([A-Za-z0-9_-]{32})$/;
const MAC_LENGTH = 32;

/** What stands in links of e-mails: who follows, signed. Nothing of it is stored, and it does not expire. */
export class FollowTokens {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  sign(id: string): string {
    return `${id}.${this.#mac(id)}`;
  }

  /** Of the page on which a follower confirms and ends it. */
  linkOf(publicUrl: string, id: string): string {
    return `${publicUrl}/follow/${this.sign(id)}`;
  }

  /** The id of the follower; undefined for a token that this site has not signed. */
  read(token: string): string | undefined {
    const [, id = '', mac = ''] = TOKEN.exec(token) ?? [];
    return id !== '' && isSame(mac, this.#mac(id)) ? id : undefined;
  }

  #mac(id: string): string {
    return macOf(this.#secret, id).toString('base64url').slice(0, MAC_LENGTH);
  }
}
