import type { Job } from '#client';
import { currentLocale } from '../../i18n/locale.js';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { runAction } from '../../ui/run-action.js';

interface JobRowProps {
  showId: string;
  job: Job;
  onChanged(): void;
}

const percentText = (share: number): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'percent' }).format(share);

/** Work on a recording that is not done: how far it is, or why it failed. */
export function JobRow({ showId, job, onChanged }: JobRowProps) {
  const t = useText();
  const name = t(`owner.jobs.${job.kind}`);
  const state = job.state === 'finished' ? 'running' : job.state;
  const isOpen = state === 'waiting' || state === 'running';
  return (
    <div className="stack-tight">
      <div className="row-tight small">
        <span className="grow">
          {name}{' '}
          <span className="dim">
            {t(`owner.jobs.state.${state}`, { percent: percentText(job.progress) })}
          </span>
        </span>
        {isOpen ? (
          <Button
            size="small"
            variant="ghost"
            onClick={() => runAction(api.cancelJob(showId, job.id), onChanged)}
          >
            {t('owner.jobs.cancel')}
          </Button>
        ) : (
          <Button
            size="small"
            variant="outline"
            onClick={() => runAction(api.retryJob(showId, job.id), onChanged)}
          >
            {t('owner.jobs.retry')}
          </Button>
        )}
      </div>
      {state === 'running' ? <progress className="progress" aria-label={name} value={job.progress} /> : null}
      {state === 'failed' && job.error !== null ? <p className="field-error">{job.error}</p> : null}
    </div>
  );
}
