import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startLocale } from './i18n/locale.js';
import { startPage } from './pages.js';
import { applySite } from './ui/site.js';
import { applyTheme, currentTheme } from './ui/theme.js';
import './ui/tokens.css';
import './ui/base.css';
import './ui/layout.css';
import './ui/components.css';

applyTheme(currentTheme());
await Promise.all([startPage(location.pathname), startLocale(), applySite()]);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
