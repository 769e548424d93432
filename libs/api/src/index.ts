export { openApiDocument } from './document/openapi.js';
export { DEFAULT_RATES, type Rates } from './guards/request-rates.js';
export { ALL_OPERATIONS } from './operations/index.js';
export { PublicUrls } from './public-urls.js';
export { RecordingAccess } from './recording-access.js';
export type { Jobs } from './recordings.js';
export { type RestOptions, restModule, restModuleAsync } from './rest.module.js';
