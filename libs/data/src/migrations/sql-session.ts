/** One connection that runs SQL in order: what a migration needs, on PGlite and on a server alike. */
export interface SqlSession {
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Several statements, no parameters. */
  script(sql: string): Promise<void>;
}
