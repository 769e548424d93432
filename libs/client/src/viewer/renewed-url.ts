const TOKEN = /(\/live\/t\/)[\w.-]+\//;

/** An address of a private show's programme with the token of a newer one: all else of it stays. */
export function renewedUrl(url: string, newest: string): string {
  const [token] = TOKEN.exec(newest) ?? [];
  return token === undefined ? url : url.replace(TOKEN, token);
}
