export { Database, type DatabaseOptions, type LoadedDatabase, type Repositories } from './database.js';
