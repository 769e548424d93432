import { defineConfig, type Plugin } from 'vite';
import { answer } from './site.ts';

// The site's own server, as small as it can be: a request handler beside the pages.
const site: Plugin = {
  name: 'site',
  configureServer: ({ middlewares }) => void middlewares.use('/site', answer),
  configurePreviewServer: ({ middlewares }) => void middlewares.use('/site', answer),
};

export default defineConfig({ plugins: [site] });
