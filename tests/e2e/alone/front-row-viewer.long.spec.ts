import { watchTheFrontRow } from './front-row-viewer.js';

watchTheFrontRow({ isStrict: true });
