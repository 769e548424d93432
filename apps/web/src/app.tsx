import { Tooltip } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { ErrorBoundary } from './ui/error-boundary.js';
import { NotFoundPage } from './ui/not-found-page.js';
import { PageLoading } from './ui/page-loading.js';
import { Toasts } from './ui/toast.js';

const HomePage = lazy(async () => ({ default: (await import('./home/home-page.js')).HomePage }));
const WatchPage = lazy(async () => ({ default: (await import('./watch/watch-page.js')).WatchPage }));
const EmbedPage = lazy(async () => ({ default: (await import('./embed/embed-page.js')).EmbedPage }));
const StudioPage = lazy(async () => ({ default: (await import('./studio/studio-page.js')).StudioPage }));
const JoinPage = lazy(async () => ({ default: (await import('./join/join-page.js')).JoinPage }));
const SignInPage = lazy(async () => ({ default: (await import('./sign-in/sign-in-page.js')).SignInPage }));
const OwnerPages = lazy(async () => ({ default: (await import('./owner/owner-pages.js')).OwnerPages }));

export function App() {
  return (
    <ErrorBoundary>
      <Tooltip.Provider delayDuration={400}>
        <Suspense fallback={<PageLoading />}>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/watch/:showId">{({ showId }) => <WatchPage key={showId} showId={showId} />}</Route>
            <Route path="/embed/:showId">{({ showId }) => <EmbedPage key={showId} showId={showId} />}</Route>
            <Route path="/studio/:showId">
              {({ showId }) => <StudioPage key={showId} showId={showId} />}
            </Route>
            <Route path="/join/:ticket">{({ ticket }) => <JoinPage key={ticket} ticket={ticket} />}</Route>
            <Route path="/sign-in" component={SignInPage} />
            <Route path="/owner/*?" component={OwnerPages} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
        <Toasts />
      </Tooltip.Provider>
    </ErrorBoundary>
  );
}
