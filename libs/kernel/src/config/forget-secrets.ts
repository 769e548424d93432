import { configSchema } from './schema.js';
import { settingsOf } from './setting.js';

/** Once the settings are read: whatever program this process starts would inherit its environment, secrets included. */
export function forgetSecrets(env: Record<string, string | undefined>): void {
  for (const setting of settingsOf(configSchema)) if (setting.isSecret) delete env[setting.env];
}
