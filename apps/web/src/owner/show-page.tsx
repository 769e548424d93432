import { Eye, MonitorPlay, Trash2 } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button, buttonClass } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { CopyField } from '../ui/copy-field.js';
import { PageLoading } from '../ui/page-loading.js';
import { PanelBoundary } from '../ui/panel-boundary.js';
import { PanelLoading } from '../ui/panel-loading.js';
import { ProblemState } from '../ui/problem-state.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { PageHead } from './page-head.js';
import { ShowForm } from './show-form.js';
import type { ShowPanel, ShowPanelProps } from './show-panel.js';
import { SHOW_PANELS } from './show-panels.js';
import { StateBadge } from './state-badge.js';
import { useShowState } from './use-show-state.js';

export function ShowPage({ showId }: { showId: string }) {
  const t = useText();
  const [, go] = useLocation();
  const [asks, setAsks] = useState(false);
  const { value: loaded, error, reload } = useFetched<Show>(['show', showId], () => api.show(showId));
  const [changed, setChanged] = useState<Show>();
  const state = useShowState(showId, loaded);
  if (error && !loaded) return <ProblemState error={error} onRetry={reload} />;
  if (!loaded) return <PageLoading />;
  const show = changed && changed.id === showId && changed.version > loaded.version ? changed : loaded;
  // The form goes on from a change of this page alone; after a change of another person its next save is refused.
  const follow = (next: Show) => next.version === show.version + 1 && setChanged(next);
  const current = { ...show, state: state ?? show.state };
  const remove = async () => {
    setAsks(false);
    try {
      await api.deleteShow(showId);
      go('/owner');
    } catch (thrown) {
      toast(problemText(thrown));
    }
  };
  return (
    <>
      <PageHead title={show.title}>
        <div className="row">
          <StateBadge state={current.state} />
          <Link href={`/watch/${showId}`} className={buttonClass('outline')}>
            <Eye size={17} aria-hidden="true" />
            {t('owner.show.watch')}
          </Link>
          {current.state === 'ended' ? null : (
            <Link href={`/studio/${showId}`} className={buttonClass('primary')}>
              <MonitorPlay size={17} aria-hidden="true" />
              {t('owner.show.studio')}
            </Link>
          )}
        </div>
      </PageHead>
      <div className="owner-columns">
        <div className="stack">
          <section className="card card-pad">
            <ShowForm
              key={loaded.version}
              show={show}
              actionLabel={t('common.save')}
              onDone={() => {
                toast(t('common.saved'));
                reload();
              }}
            />
          </section>
          <Panels place="below" show={current} onChanged={follow} />
        </div>
        <div className="stack">
          <section className="card card-pad">
            <CopyField label={t('studio.share.watch')} value={`${location.origin}/watch/${showId}`} />
          </section>
          <Panels show={current} onChanged={follow} />
          <div className="row">
            <Button variant="danger" size="small" icon={<Trash2 size={16} />} onClick={() => setAsks(true)}>
              {t('owner.show.delete')}
            </Button>
          </div>
        </div>
      </div>
      <ConfirmDialog
        open={asks}
        title={t('owner.show.delete.title', { title: show.title })}
        text={t('owner.show.delete.text')}
        actionLabel={t('common.delete')}
        onConfirm={() => void remove()}
        onCancel={() => setAsks(false)}
      />
    </>
  );
}

function Panels({ place, ...props }: Pick<ShowPanel, 'place'> & ShowPanelProps) {
  return SHOW_PANELS.filter((panel) => panel.place === place).map(({ id, component: Panel }) => (
    <PanelBoundary key={id}>
      <Suspense fallback={<PanelLoading />}>
        <Panel {...props} />
      </Suspense>
    </PanelBoundary>
  ));
}
