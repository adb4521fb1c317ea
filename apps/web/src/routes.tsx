/** Which page stands at which address. Pages of administrators are fetched only when one goes there. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { activitySearchOf } from './pages/activity/activity-search.js';
import { ApprovalsPage } from './pages/approvals.js';
import { CatalogPage } from './pages/catalog/catalog.js';
import { MyAccessPage } from './pages/my-access/my-access.js';
import { MyRequestsPage } from './pages/my-requests.js';
import { NotFoundPage, PageFailed } from './pages/not-found.js';
import { SignInPage } from './pages/sign-in.js';
import { Shell } from './ui/shell.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });
const under = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const signIn = createRoute({
  ...under('/sign-in'),
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
});
const firstAdministrator = createRoute({
  ...under('/first-administrator'),
  component: lazyRouteComponent(() => import('./pages/first-administrator.js'), 'FirstAdministratorPage'),
});
const home = createRoute({
  ...under('/'),
  beforeLoad: () => {
    throw redirect({ to: '/catalog', replace: true });
  },
});

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const inside = <Path extends string>(path: Path) => ({ getParentRoute: () => shell, path });

const catalog = createRoute({
  ...inside('/catalog'),
  component: CatalogPage,
  validateSearch: (search: Record<string, unknown>): { search?: string; tag?: string; again?: string } => ({
    search: text(search.search),
    tag: text(search.tag),
    again: text(search.again),
  }),
});
const myAccess = createRoute({ ...inside('/my-access'), component: MyAccessPage });
const access = createRoute({
  ...inside('/my-access/$grantId'),
  component: lazyRouteComponent(() => import('./pages/my-access/access.js'), 'AccessPage'),
});
const myRequests = createRoute({ ...inside('/my-requests'), component: MyRequestsPage });
const request = createRoute({
  ...inside('/requests/$requestId'),
  component: lazyRouteComponent(() => import('./pages/request.js'), 'RequestPage'),
});
const approvals = createRoute({ ...inside('/approvals'), component: ApprovalsPage });
const shifts = createRoute({
  ...inside('/shifts'),
  component: lazyRouteComponent(() => import('./pages/shifts/shifts.js'), 'ShiftsPage'),
});
const shift = createRoute({
  ...inside('/shifts/$shiftId'),
  component: lazyRouteComponent(() => import('./pages/shifts/shift.js'), 'ShiftPage'),
});
const account = createRoute({
  ...inside('/account'),
  component: lazyRouteComponent(() => import('./pages/account.js'), 'AccountPage'),
});

const integrations = createRoute({
  ...inside('/integrations'),
  component: lazyRouteComponent(() => import('./pages/integrations/integrations.js'), 'IntegrationsPage'),
});
const newIntegration = createRoute({
  ...inside('/integrations/new'),
  component: lazyRouteComponent(() => import('./pages/integrations/new-integration.js'), 'NewIntegrationPage'),
});
const integration = createRoute({
  ...inside('/integrations/$integrationId'),
  component: lazyRouteComponent(() => import('./pages/integrations/integration.js'), 'IntegrationPage'),
});
const editIntegration = createRoute({
  ...inside('/integrations/$integrationId/edit'),
  component: lazyRouteComponent(() => import('./pages/integrations/edit-integration.js'), 'EditIntegrationPage'),
});
const server = createRoute({
  ...inside('/servers/$serverId'),
  component: lazyRouteComponent(() => import('./pages/integrations/server.js'), 'ServerPage'),
});
const flows = createRoute({
  ...inside('/flows'),
  component: lazyRouteComponent(() => import('./pages/flows/flows.js'), 'FlowsPage'),
});
const newFlow = createRoute({
  ...inside('/flows/new'),
  component: lazyRouteComponent(() => import('./pages/flows/edit-flow.js'), 'NewFlowPage'),
});
const flow = createRoute({
  ...inside('/flows/$flowId'),
  component: lazyRouteComponent(() => import('./pages/flows/edit-flow.js'), 'EditFlowPage'),
});
const simulator = createRoute({
  ...inside('/simulator'),
  component: lazyRouteComponent(() => import('./pages/flows/simulator.js'), 'SimulatorPage'),
});
const newShift = createRoute({
  ...inside('/shifts/new'),
  component: lazyRouteComponent(() => import('./pages/shifts/edit-shift.js'), 'NewShiftPage'),
});
const editShift = createRoute({
  ...inside('/shifts/$shiftId/edit'),
  component: lazyRouteComponent(() => import('./pages/shifts/edit-shift.js'), 'EditShiftPage'),
});
const bundles = createRoute({
  ...inside('/bundles'),
  component: lazyRouteComponent(() => import('./pages/bundles/bundles.js'), 'BundlesPage'),
});
const newBundle = createRoute({
  ...inside('/bundles/new'),
  component: lazyRouteComponent(() => import('./pages/bundles/edit-bundle.js'), 'NewBundlePage'),
});
const bundle = createRoute({
  ...inside('/bundles/$bundleId'),
  component: lazyRouteComponent(() => import('./pages/bundles/edit-bundle.js'), 'EditBundlePage'),
});
const people = createRoute({
  ...inside('/people'),
  component: lazyRouteComponent(() => import('./pages/people/people.js'), 'PeoplePage'),
});
const person = createRoute({
  ...inside('/people/$personId'),
  component: lazyRouteComponent(() => import('./pages/people/person.js'), 'PersonPage'),
});
const teams = createRoute({
  ...inside('/teams'),
  component: lazyRouteComponent(() => import('./pages/people/teams.js'), 'TeamsPage'),
});
const connectors = createRoute({
  ...inside('/connectors'),
  component: lazyRouteComponent(() => import('./pages/connectors.js'), 'ConnectorsPage'),
});
const running = createRoute({
  ...inside('/access'),
  component: lazyRouteComponent(() => import('./pages/access/running.js'), 'RunningAccessPage'),
});
const activity = createRoute({
  ...inside('/activity'),
  component: lazyRouteComponent(() => import('./pages/activity/activity.js'), 'ActivityPage'),
  validateSearch: activitySearchOf,
});
const accessDebt = createRoute({
  ...inside('/access-debt'),
  component: lazyRouteComponent(() => import('./pages/access/access-debt.js'), 'AccessDebtPage'),
});
const standingAccess = createRoute({
  ...inside('/standing-access'),
  component: lazyRouteComponent(() => import('./pages/access/standing-access.js'), 'StandingAccessPage'),
});
const audit = createRoute({
  ...inside('/audit'),
  component: lazyRouteComponent(() => import('./pages/audit.js'), 'AuditPage'),
});

const forEverybody = [catalog, myAccess, access, myRequests, request, approvals, shifts, shift, account] as const;
const forAdministrators = [
  integrations, newIntegration, integration, editIntegration, server, flows, newFlow, flow, simulator, newShift, editShift, bundles, newBundle, bundle, people, person, teams, connectors, activity, running, accessDebt, standingAccess, audit,
] as const; // prettier-ignore

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    firstAdministrator,
    shell.addChildren([...forEverybody, ...forAdministrators]),
  ]),
  defaultErrorComponent: PageFailed,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
