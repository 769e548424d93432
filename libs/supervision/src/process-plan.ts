/** What is started: always this Node, with a file of ours. */
export interface ProcessPlan {
  /** `server`, `front`, `programme show_…`: for the log. */
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
  /** A process whose start was over and that says nothing for so long is killed and started again. */
  silentMs: number;
}
