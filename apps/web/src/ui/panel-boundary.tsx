import { Component, type ReactNode } from 'react';
import { currentText } from '../i18n/use-text.js';
import { Button } from './button.js';
import { Notice } from './notice.js';

/** A panel that throws is replaced by a notice; the rest of the page goes on. */
export class PanelBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    const t = currentText();
    return (
      <div className="panel">
        <Notice mood="bad" title={t('problem.panel')}>
          <Button size="small" variant="outline" onClick={() => this.setState({ hasFailed: false })}>
            {t('common.retry')}
          </Button>
        </Notice>
      </div>
    );
  }
}
