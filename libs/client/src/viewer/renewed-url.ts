const TOKEN = /(\/live\/t\/|\/recordings\/)[\w.-]+\//;

/** An address of a private show's programme, or of a recording, with the token of a newer one: all else of it stays. */
export function renewedUrl(url: string, newest: string): string {
  const [token] = TOKEN.exec(newest) ?? [];
  return token === undefined ? url : url.replace(TOKEN, token);
}
