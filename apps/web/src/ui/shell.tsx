/** The frame of the signed-in pages: skip link, navigation, live updates; sends everybody else to the sign-in page. */
import { Burger, Drawer } from '@mantine/core';
import { Link, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Problem } from '#api-client/problem.js';
import type { Session } from '#api-client/views.js';
import { $api } from './api.js';
import { AttentionNotes, TopDebt } from './attention.js';
import { useLiveUpdates } from './live.js';
import { Wordmark } from './logo.js';
import { Navigation } from './navigation.js';
import { Page } from './page.js';
import { ProblemAlert } from './problem.js';
import { useSession } from './session.js';

export const Shell = () => {
  const { data, error }: { data?: Session; error: unknown } = $api.useQuery('get', '/api/session');
  if (error instanceof Problem && error.status === 401) return <ToSignIn />;
  if (data !== undefined) return <Frame />;
  if (error === null) return null;
  return (
    <main>
      <Page title="Curfew cannot show this page now" narrow>
        <ProblemAlert error={error} />
      </Page>
    </main>
  );
};

/**
 * Goes to the sign-in page once, and says there how to come back. The router's own `Navigate` goes again at each render,
 * and each going renders it: the tab would be busy with that for ever.
 */
const ToSignIn = () => {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in') return;
    void navigate({ to: '/sign-in', search: { next: pathname === '/catalog' ? undefined : href }, replace: true });
  }, [router, navigate]);
  return null;
};

const Frame = () => {
  const live = useLiveUpdates();
  return (
    <div className="shell">
      <a href="#content" className="skip">
        Skip to the content
      </a>
      <TopBar />
      <aside className="side">
        <Link to="/catalog" className="home" aria-label="Curfew: to the catalog">
          <Wordmark />
        </Link>
        <Navigation />
      </aside>
      <main id="content" tabIndex={-1}>
        {!live && (
          <p className="offline" role="status">
            Live updates are interrupted. Connecting again…
          </p>
        )}
        <AttentionNotes />
        <Outlet />
      </main>
    </div>
  );
};

/** On small screens the navigation is behind a button; what waits is said beside it. */
const TopBar = () => {
  const [open, setOpen] = useState(false);
  const { waitingForMe } = useSession();
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  return (
    <nav className="top" aria-label="Top">
      <Burger
        opened={open}
        onClick={() => setOpen(!open)}
        size="sm"
        aria-label="Open the navigation"
        aria-expanded={open}
      />
      <Link to="/catalog" className="home" aria-label="Curfew: to the catalog">
        <Wordmark size={24} />
      </Link>
      {waitingForMe > 0 && (
        <Link to="/approvals" className="top-waiting">
          {waitingForMe} to approve
        </Link>
      )}
      <TopDebt />
      <Drawer opened={open} onClose={() => setOpen(false)} title={<Wordmark size={24} />} size="290px" padding="md">
        {open && <Navigation />}
      </Drawer>
    </nav>
  );
};
