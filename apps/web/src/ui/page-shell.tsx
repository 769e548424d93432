import { Settings2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { chooseLocale, currentLocale, LOCALES } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { IconButton } from './icon-button.js';
import { Menu, MenuChoice } from './menu.js';
import { chooseTheme, currentTheme, THEMES, type Theme } from './theme.js';

export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4 29V15a12 12 0 0 1 24 0v14h-5V15a7 7 0 0 0-14 0v14z" fill="var(--brand)" />
      <circle cx="16" cy="23.5" r="4" fill="var(--live)" />
    </svg>
  );
}

export function PreferencesMenu() {
  const t = useText();
  const [theme, setTheme] = useState(currentTheme);
  const trigger = (
    <IconButton name={t('common.preferences')} look="ghost">
      <Settings2 size={18} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger}>
      <MenuChoice
        label={t('common.language')}
        value={currentLocale()}
        options={LOCALES.map((locale) => ({ value: locale, label: t(`locale.${locale}`) }))}
        onChange={(value) => void chooseLocale(LOCALES.find((locale) => locale === value) ?? 'en')}
      />
      <MenuChoice
        label={t('common.theme')}
        value={theme}
        options={THEMES.map((each) => ({ value: each, label: t(`theme.${each}`) }))}
        onChange={(value) => {
          setTheme(value as Theme);
          chooseTheme(value as Theme);
        }}
      />
    </Menu>
  );
}

interface PageShellProps {
  title: string;
  /** Beside the brand. */
  nav?: ReactNode;
  /** At the end of the bar. */
  actions?: ReactNode;
  children: ReactNode;
}

export function PageShell({ title, nav, actions, children }: PageShellProps) {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · Proscenium`;
  }, [title]);
  return (
    <>
      <a className="skip-link" href="#main">
        {t('common.skip')}
      </a>
      <header className="bar">
        <Link href="/" className="brand">
          <BrandMark />
          <span>Proscenium</span>
        </Link>
        <div className="bar-spread">{nav}</div>
        {actions}
        <PreferencesMenu />
      </header>
      <main id="main" className="centre-column">
        {children}
      </main>
    </>
  );
}
