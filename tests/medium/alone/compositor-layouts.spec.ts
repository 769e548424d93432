import { judgeLayouts } from './compositor-layouts.js';

judgeLayouts(['grid of five', 'solo, pinned', 'side by side']);
