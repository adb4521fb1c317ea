import { Module } from '@nestjs/common';
import { Departures } from './departures.js';
import { DirectoryController } from './directory.controller.js';
import { FirstAdministratorFile } from './first-administrator-file.js';
import { FirstAdministratorService } from './first-administrator.service.js';
import { FourEyes } from './four-eyes.service.js';
import { InstallationController } from './installation.controller.js';
import { InstallationService } from './installation.service.js';
import { InstallationStore } from './installation.store.js';
import { Leaving } from './leaving.service.js';
import { Newcomer } from './newcomer.js';
import { Passwords } from './passwords.js';
import { PeopleAdministration } from './people-administration.service.js';
import { PeopleChanges } from './people-changes.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleQueue } from './people-queue.js';
import { PeopleService } from './people.service.js';
import { PeopleStore } from './people.store.js';
import { SessionController } from './session.controller.js';
import { SessionViews } from './sessions.view.js';
import { SessionsService } from './sessions.service.js';
import { SessionsStore } from './sessions.store.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInService } from './sign-in.service.js';
import { TeamRecord } from './team-record.js';
import { TeamUses } from './team-uses.js';
import { TeamsAdministration } from './teams-administration.service.js';
import { TeamsController } from './teams.controller.js';
import { TeamsService } from './teams.service.js';
import { TeamsStore } from './teams.store.js';
import { WaitingForMe } from './waiting-for-me.js';

@Module({
  controllers: [DirectoryController, InstallationController, PeopleController, SessionController, TeamsController],
  providers: [
    Departures,
    FirstAdministratorFile,
    FirstAdministratorService,
    FourEyes,
    InstallationService,
    InstallationStore,
    Leaving,
    Newcomer,
    Passwords,
    PeopleAdministration,
    PeopleChanges,
    PeopleQueue,
    PeopleService,
    PeopleStore,
    SessionViews,
    SessionsService,
    SessionsStore,
    SignInLimits,
    SignInService,
    TeamRecord,
    TeamUses,
    TeamsAdministration,
    TeamsService,
    TeamsStore,
    WaitingForMe,
  ],
  exports: [
    Departures,
    FirstAdministratorService,
    FourEyes,
    InstallationService,
    PeopleQueue,
    PeopleService,
    SessionsService,
    TeamsService,
    TeamUses,
    WaitingForMe,
  ],
})
export class IdentityModule {}
