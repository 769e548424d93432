import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Link } from 'wouter';
import { useText } from '../i18n/use-text.js';
import { useSite } from './site.js';

/** The logo of the site; without one, ours in the site's colour. */
export function BrandMark() {
  const { logoUrl } = useSite();
  if (logoUrl !== null) return <img className="brand-mark brand-logo" src={logoUrl} alt="" />;
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4 29V15a12 12 0 0 1 24 0v14h-5V15a7 7 0 0 0-14 0v14z" fill="var(--brand)" />
      <circle cx="16" cy="23.5" r="4" fill="var(--live)" />
    </svg>
  );
}

/** Menus load after the page, which can be read before one is opened. */
const LazyPreferences = lazy(async () => ({
  default: (await import('./preferences-menu.js')).PreferencesMenu,
}));

export function PreferencesMenu() {
  return (
    <Suspense fallback={<span className="button-icon" data-loading />}>
      <LazyPreferences />
    </Suspense>
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
  const { name } = useSite();
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  return (
    <>
      <a className="skip-link" href="#main">
        {t('common.skip')}
      </a>
      <header className="bar">
        <Link href="/" className="brand">
          <BrandMark />
          <span className="truncate">{name}</span>
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
