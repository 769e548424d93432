import { CircleAlert, Lock, SearchX, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useText } from '../i18n/use-text.js';
import { Button, buttonClass } from './button.js';
import { EmptyState } from './notice.js';
import { problemKind } from './problem-kind.js';
import { problemText } from './problem-text.js';

const MARKS = { offline: WifiOff, refused: Lock, failed: CircleAlert, 'not-found': SearchX } as const;
const TITLES = {
  offline: 'problem.offline.title',
  refused: 'problem.refused.title',
  failed: 'problem.crashed.title',
  'not-found': 'problem.not-found.title',
} as const;

interface ProblemStateProps {
  error: unknown;
  onRetry(): void;
  /** A further way on, such as signing in. */
  children?: ReactNode;
}

/** In the place of what could not be loaded: what is the matter, and the way on. */
export function ProblemState({ error, onRetry, children }: ProblemStateProps) {
  const t = useText();
  const kind = problemKind(error);
  const Mark = MARKS[kind];
  const text = kind === 'not-found' ? t('problem.not-found.text') : problemText(error);
  return (
    <div className="centre">
      <EmptyState isPage icon={<Mark />} title={t(TITLES[kind])} text={text}>
        <div className="row">
          {children}
          {kind === 'not-found' ? (
            <Link href="/" className={buttonClass('outline')}>
              {t('common.back')}
            </Link>
          ) : (
            <Button variant="outline" onClick={onRetry}>
              {t('common.retry')}
            </Button>
          )}
        </div>
      </EmptyState>
    </div>
  );
}
