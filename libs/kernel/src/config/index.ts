export type { ProsceniumConfig } from './complete-config.js';
export { ConfigError } from './config-error.js';
export type { ConfigSurroundings } from './config-surroundings.js';
export { forgetSecrets } from './forget-secrets.js';
export { loadConfig } from './load-config.js';
export { PROGRAMME_LIMITS } from './programme-limits.js';
export type { ProgrammeRung } from './programme-settings.js';
export { settingsHelp, settingsMarkdown, settingsWithoutSecrets } from './settings-table.js';
export { systemSurroundings } from './system-surroundings.js';
