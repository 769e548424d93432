const SERVER_ONLY = /^(DATABASE_URL|REDIS_URL|PROSCENIUM_TURN_[A-Z_]+|PROSCENIUM_TRACES_AUTHORIZATION)$/;

/** What a process needs to run at all: where programs, fonts and temporary files are. No setting, no secret. */
const PASSED_ON =
  /^(PATH|HOME|TMPDIR|TZ|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|LD_PRELOAD|FAKETIME[A-Z_]*|FONTCONFIG_[A-Z]+|XDG_[A-Z_]+|NODE_OPTIONS|NODE_EXTRA_CA_CERTS)$/;

/** The environment without what only the server may know. The front reads its settings from the rest. */
export function withoutServerSecrets(
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SERVER_ONLY.test(name)));
}

/** For a process whose first message holds its settings. `dataDir` tells installations apart in a list of processes. */
export function minimalEnvironment(
  env: Record<string, string | undefined>,
  dataDir: string,
): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && PASSED_ON.test(name) ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(kept), PROSCENIUM_DATA_DIR: dataDir };
}
