import { Component, type ReactNode } from 'react';
import { currentText } from '../i18n/use-text.js';
import { Button } from './button.js';

/** A page that throws is replaced by a way on; the show runs on the server and is not affected. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    const t = currentText();
    return (
      <main className="centre">
        <div className="empty" role="alert">
          <h1>{t('problem.crashed.title')}</h1>
          <p>{t('problem.crashed.text')}</p>
          <Button variant="primary" onClick={() => location.reload()}>
            {t('problem.reload')}
          </Button>
        </div>
      </main>
    );
  }
}
