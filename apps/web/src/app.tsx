import { Tooltip } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { pages } from './pages.js';
import { ErrorBoundary } from './ui/error-boundary.js';
import { NotFoundPage } from './ui/not-found-page.js';
import { PageLoading } from './ui/page-loading.js';
import { Toasts } from './ui/toast.js';

const HomePage = lazy(pages.home);
const WatchPage = lazy(pages.watch);
const ClipPage = lazy(pages.clip);
const EmbedPage = lazy(pages.embed);
const StudioPage = lazy(pages.studio);
const JoinPage = lazy(pages.join);
const SetupPage = lazy(pages.setup);
const SignInPage = lazy(pages['sign-in']);
const FollowPage = lazy(pages.follow);
const OwnerPages = lazy(pages.owner);

export function App() {
  return (
    <ErrorBoundary>
      <Tooltip.Provider delayDuration={400}>
        <Suspense fallback={<PageLoading />}>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/watch/:showId">{({ showId }) => <WatchPage key={showId} showId={showId} />}</Route>
            <Route path="/watch/:showId/clips/:clipId">
              {({ showId, clipId }) => <ClipPage showId={showId} clipId={clipId} />}
            </Route>
            <Route path="/embed/:showId">{({ showId }) => <EmbedPage key={showId} showId={showId} />}</Route>
            <Route path="/studio/:showId">
              {({ showId }) => <StudioPage key={showId} showId={showId} />}
            </Route>
            <Route path="/join/:ticket">{({ ticket }) => <JoinPage key={ticket} ticket={ticket} />}</Route>
            <Route path="/setup/:token">{({ token }) => <SetupPage token={token} />}</Route>
            <Route path="/follow/:token">{({ token }) => <FollowPage token={token} />}</Route>
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
