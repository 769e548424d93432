import { ShowError } from '../show-error.js';

/** Everything that is wrong with the configuration at once. Names keys, never values. */
export class ConfigError extends ShowError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super({
      code: 'config-invalid',
      message: `The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      blame: 'config',
      details: { faults },
    });
    this.faults = faults;
  }
}
