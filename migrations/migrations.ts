/** The migrations, oldest first. A new one is added at the end; one that was released is never edited. */
import type { MigrationInterface } from 'typeorm';
import { Renewals1795692014233 } from './1795692014233-renewals.js';
import { ExtensionAlarms1795690578526 } from './1795690578526-extension-alarms.js';
import { ProvedEnds1795678236497 } from './1795678236497-proved-ends.js';
import { EditedVersions1795681866426 } from './1795681866426-edited-versions.js';
import { FourEyes1795671278074 } from './1795671278074-four-eyes.js';
import { LaterStarts1795665630569 } from './1795665630569-later-starts.js';
import { AccessDetails1795665700000 } from './1795665700000-access-details.js';
import { AutomaticAccess1795665702876 } from './1795665702876-automatic-access.js';
import { TemplatesAndFavourites1795667125257 } from './1795667125257-templates-and-favourites.js';
import { Activity1795655689665 } from './1795655689665-activity.js';
import { Owners1795657106618 } from './1795657106618-owners.js';
import { AskedTogether1795657200000 } from './1795657200000-asked-together.js';
import { BreakGlassReviews1795658177680 } from './1795658177680-break-glass-reviews.js';
import { Extensions1795657690440 } from './1795657690440-extensions.js';
import { ShiftsAndBundles1795652629743 } from './1795652629743-shifts-and-bundles.js';
import { AccessFlowsInFull1795654358940 } from './1795654358940-access-flows-in-full.js';
import { SessionsThatFinish1795652947308 } from './1795652947308-sessions-that-finish.js';
import { HelperMode1795643900000 } from './1795643900000-helper-mode.js';
import { Initial1795322230328 } from './1795322230328-initial.js';
import { RestoredDatabase1795643026779 } from './1795643026779-restored-database.js';
import { Rules1795322230329 } from './1795322230329-rules.js';
import { SudoRoles1795643854979 } from './1795643854979-sudo-roles.js';
import { Watching1795641338495 } from './1795641338495-watching.js';
import { ConnectorInstances1795652800000 } from './1795652800000-connector-instances.js';

export const MIGRATIONS: (new () => MigrationInterface)[] = [
  Initial1795322230328,
  Rules1795322230329,
  RestoredDatabase1795643026779,
  Watching1795641338495,
  SudoRoles1795643854979,
  HelperMode1795643900000,
  ShiftsAndBundles1795652629743,
  ConnectorInstances1795652800000,
  SessionsThatFinish1795652947308,
  AccessFlowsInFull1795654358940,
  Activity1795655689665,
  Owners1795657106618,
  AskedTogether1795657200000,
  Extensions1795657690440,
  BreakGlassReviews1795658177680,
  LaterStarts1795665630569,
  AccessDetails1795665700000,
  AutomaticAccess1795665702876,
  TemplatesAndFavourites1795667125257,
  FourEyes1795671278074,
  ProvedEnds1795678236497,
  EditedVersions1795681866426,
  ExtensionAlarms1795690578526,
  Renewals1795692014233,
];
