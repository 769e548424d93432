export { Database, type DatabaseOptions, type Repositories } from './database.js';
