/** The machine, as far as configuration depends on it. */
export interface ConfigSurroundings {
  env: Record<string, string | undefined>;
  /** Answers undefined when there is no such file. */
  readFile(path: string): string | undefined;
  cores: number;
  isTerminal: boolean;
}
