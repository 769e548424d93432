import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Mood = 'plain' | 'good' | 'warn' | 'bad';

const MARKS = { plain: Info, good: CircleCheck, warn: TriangleAlert, bad: TriangleAlert } as const;

interface NoticeProps {
  mood?: Mood;
  title: string;
  children?: ReactNode;
}

export function Notice({ mood = 'plain', title, children }: NoticeProps) {
  const Mark = MARKS[mood];
  return (
    <div className={`notice notice-${mood}`} role={mood === 'bad' ? 'alert' : 'status'}>
      <Mark size={18} aria-hidden="true" />
      <div className="grow">
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  text: string;
  /** It is all that there is on the page. */
  isPage?: boolean;
  children?: ReactNode;
}

export function EmptyState({ icon, title, text, isPage = false, children }: EmptyStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="empty">
      <div className="empty-mark" aria-hidden="true">
        {icon}
      </div>
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
