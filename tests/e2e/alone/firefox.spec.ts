import { comeByFirefox } from './firefox.js';

comeByFirefox({ isStrict: false });
