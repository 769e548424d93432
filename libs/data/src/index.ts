export { askServer, type ServerFacts } from './ask-server.js';
export { Database, type DatabaseOptions, type LoadedDatabase, type Repositories } from './database.js';
