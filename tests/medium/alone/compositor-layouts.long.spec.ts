import { judgeLayouts } from './compositor-layouts.js';

judgeLayouts();
