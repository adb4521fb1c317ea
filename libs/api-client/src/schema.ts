/** The types of the HTTP API, made from docs/openapi.json by "npm run openapi". Never edited by hand. */
export interface paths {
    "/api/access-debt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessDebtDebt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-debt/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessDebtSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessFlowsList"];
        put?: never;
        post: operations["accessFlowsAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessFlowsGet"];
        put: operations["accessFlowsEdit"];
        post?: never;
        delete: operations["accessFlowsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessFlowsActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows/{id}/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowTrialsBlastRadius"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessFlowsDeactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowTrialsBlastRadiusOfNew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-flows/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowTrialsSimulate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessRequestsList"];
        put?: never;
        post: operations["accessRequestsSubmit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessRequestsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessRequestsApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/background": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["askingBackground"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessRequestsCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessRequestsDeny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["askingReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessRequestsStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["timelineTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/backgrounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["askingBackgroundsOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["askingSubmit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/batch/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["askingDryRunBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/access-requests/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["askingDryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["activityPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activity/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["activityExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activity/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["activityRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activity/revoke-matching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["activityRevokeMatching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["attentionShow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["auditList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["auditExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automatic-access/kept-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["automaticAccessKeptBack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automatic-access/kept-back/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["automaticAccessMine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automatic-access/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["automaticAccessLift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automatic-access/lift-many": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["automaticAccessLiftMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automatic-access/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["automaticAccessAllWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automatic-access/waiting/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["automaticAccessMyWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bundlesList"];
        put?: never;
        post: operations["bundlesAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bundles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bundlesGet"];
        put: operations["bundlesEdit"];
        post?: never;
        delete: operations["bundlesRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bundles/{id}/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowReachesOfBundle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["catalogPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["catalogBundlesOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/favourites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["catalogMark"];
        post?: never;
        delete: operations["catalogUnmark"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/receivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["catalogReceiversOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connectorsList"];
        put?: never;
        post: operations["connectorsAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["connectorsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/enrolment-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["connectorsFreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/instances/{instanceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["instancesRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/instances/{instanceId}/accept-user-ca": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["instancesAcceptUserCa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connectors/{id}/reset-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ordersResetReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/curfew-host": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["curfewHostFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/curfew-host/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["curfewHostAbout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["directoryFind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["eventsOpen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/failed-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessDebtFailed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/first-administrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sessionMakeFirstAdministrator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flow-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["flowProposalsList"];
        put?: never;
        post: operations["flowProposalsPropose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flow-proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["flowProposalsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flow-proposals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowProposalsApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flow-proposals/{id}/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["flowProposalsBlastRadius"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flow-proposals/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowProposalsRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/flow-proposals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowProposalsWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/four-eyes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["fourEyesLook"];
        put: operations["fourEyesSet"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["grantsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["grantsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/access-details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["certificatesAccessDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["certificatesCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["extensionsExtend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/give-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["grantsGiveBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["receiptsOfGrant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["grantsRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["healthHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["installationLook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrationsList"];
        put?: never;
        post: operations["integrationsAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrationsShow"];
        put?: never;
        post?: never;
        delete: operations["integrationsRemove"];
        options?: never;
        head?: never;
        patch: operations["integrationsEdit"];
        trace?: never;
    };
    "/api/integrations/{id}/confirm-host-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrationsConfirmHostKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/{id}/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrationsShowOwners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrationsRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/{id}/remove-from-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrationsRemoveFromServers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/{id}/servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrationsListServers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/{id}/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrationsSetUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integrations/check-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrationsCheckList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["peopleList"];
        put?: never;
        post: operations["peopleAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["peopleGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["peopleEdit"];
        trace?: never;
    };
    "/api/people/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["peopleDisable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["peopleEnable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["healthReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["receiptsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["serversShow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}/account-claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["serversListClaims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}/account-claims/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["serversClaim"];
        post?: never;
        delete: operations["serversUnclaim"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}/confirm-host-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["serversConfirmHostKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["serversShowOwners"];
        put: operations["serversNameOwners"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}/standing-access/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accessDebtDismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/servers/{id}/write-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["serversWriteOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sessionLook"];
        put?: never;
        post: operations["sessionSignIn"];
        delete: operations["sessionSignOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sessionChangePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["shiftsList"];
        put?: never;
        post: operations["shiftsAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["shiftsGet"];
        put: operations["shiftsEdit"];
        post?: never;
        delete: operations["shiftsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts/{id}/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["shiftsAddOverride"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts/{id}/overrides/{overrideId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["shiftsRemoveOverride"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["shiftsSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/standing-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessDebtStandingAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["teamsList"];
        put?: never;
        post: operations["teamsAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["teamsGet"];
        put?: never;
        post?: never;
        delete: operations["teamsRemove"];
        options?: never;
        head?: never;
        patch: operations["teamsEdit"];
        trace?: never;
    };
    "/api/teams/{id}/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowReachesOfTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["teamsSetMembers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/blast-radius": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["flowReachesOfNewTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unproved-extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accessDebtUnprovedExtensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedUserCa: {
            /** @description `SHA256:…` of the key with which the instance was refused */
            fingerprint: string;
        };
        AccessDetailsView: {
            certificateFileName: string;
            /** @description The exact ssh command */
            command: string;
            /** @description What whoever runs these servers says of them: plain text, never HTML */
            customAccessDetails: string | null;
            grant: components["schemas"]["GrantView"];
            hostKeyConfirmed: boolean;
            /** @description The key that counts, with its certificate */
            key: components["schemas"]["CertifiedKey"] | null;
            keyFileName: string;
            /** @description Lines for ~/.ssh/known_hosts; empty while the host key is not confirmed */
            knownHosts: string;
            /** @description A snippet for ~/.ssh/config */
            sshConfig: string;
        };
        AccessFlowEdit: {
            allowsForwarding: boolean;
            /** @description null: nobody is asked */
            approvers: (components["schemas"]["PeopleOrTeamsInput"] | components["schemas"]["FlowApproval"]) | null;
            /** @description null: none */
            breakGlass?: components["schemas"]["FlowBreakGlass"] | null;
            /** @description Unless said: at the approval */
            clockStart?: components["schemas"]["FlowClockStart"];
            customFields?: components["schemas"]["FlowCustomField"][];
            /** @description For who does not say how long */
            defaultSeconds?: number | null;
            /** @description null: never */
            extensions?: components["schemas"]["FlowExtensions"] | null;
            /** @description Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it */
            finishWithinSeconds?: number | null;
            /** @description It is always exactly the longest */
            fixedDuration?: boolean;
            justificationRequired: boolean;
            longestSeconds: number;
            name: string;
            requesters: components["schemas"]["PeopleOrTeamsInput"] | components["schemas"]["AllOfConditions"] | components["schemas"]["AnyOfConditions"] | components["schemas"]["FlowCondition"];
            requestFor?: components["schemas"]["FlowRequestFor"];
            requestTimeoutSeconds?: number;
            targets: (components["schemas"]["IntegrationTargetInput"] | components["schemas"]["BundleTargetInput"] | components["schemas"]["QueryTargetInput"])[];
            /** @description What the request form offers to fill in */
            templates?: components["schemas"]["FlowTemplate"][];
            /** @description When the flow may be used; null: always */
            timeframe?: {
                /** @description IANA name, such as Europe/Berlin */
                timeZone?: string;
                windows?: {
                    /** @description monday to sunday */
                    days: string[];
                    /** @description HH:MM */
                    from: string;
                    /** @description HH:MM, to 24:00; earlier than from: on the next day */
                    until: string;
                }[];
            } | null;
            /** @description `condition`: nobody asks; who meets `requesters` has access while he does. Unless said: `ask` */
            trigger?: components["schemas"]["FlowTrigger"];
            /** @description The version that was edited. Where there is a newer one nothing is saved; unless said, none is looked at */
            version?: number;
        };
        AccessFlowInput: {
            allowsForwarding: boolean;
            /** @description null: nobody is asked */
            approvers: (components["schemas"]["PeopleOrTeamsInput"] | components["schemas"]["FlowApproval"]) | null;
            /** @description null: none */
            breakGlass?: components["schemas"]["FlowBreakGlass"] | null;
            /** @description Unless said: at the approval */
            clockStart?: components["schemas"]["FlowClockStart"];
            customFields?: components["schemas"]["FlowCustomField"][];
            /** @description For who does not say how long */
            defaultSeconds?: number | null;
            /** @description null: never */
            extensions?: components["schemas"]["FlowExtensions"] | null;
            /** @description Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it */
            finishWithinSeconds?: number | null;
            /** @description It is always exactly the longest */
            fixedDuration?: boolean;
            justificationRequired: boolean;
            longestSeconds: number;
            name: string;
            requesters: components["schemas"]["PeopleOrTeamsInput"] | components["schemas"]["AllOfConditions"] | components["schemas"]["AnyOfConditions"] | components["schemas"]["FlowCondition"];
            requestFor?: components["schemas"]["FlowRequestFor"];
            requestTimeoutSeconds?: number;
            targets: (components["schemas"]["IntegrationTargetInput"] | components["schemas"]["BundleTargetInput"] | components["schemas"]["QueryTargetInput"])[];
            /** @description What the request form offers to fill in */
            templates?: components["schemas"]["FlowTemplate"][];
            /** @description When the flow may be used; null: always */
            timeframe?: {
                /** @description IANA name, such as Europe/Berlin */
                timeZone?: string;
                windows?: {
                    /** @description monday to sunday */
                    days: string[];
                    /** @description HH:MM */
                    from: string;
                    /** @description HH:MM, to 24:00; earlier than from: on the next day */
                    until: string;
                }[];
            } | null;
            /** @description `condition`: nobody asks; who meets `requesters` has access while he does. Unless said: `ask` */
            trigger?: components["schemas"]["FlowTrigger"];
        };
        AccessFlowsPage: {
            items: components["schemas"]["AccessFlowView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        AccessFlowView: {
            active: boolean;
            allowsForwarding: boolean;
            approval: components["schemas"]["FlowApproval"] | null;
            /** @description The approval in words */
            approvalInWords: string | null;
            /** @description Who is named as approver; null: nobody is asked */
            approvers: components["schemas"]["PeopleAndTeams"] | null;
            breakGlass: components["schemas"]["FlowBreakGlass"] | null;
            /** Format: date-time */
            changedAt: string;
            clockStart: components["schemas"]["FlowClockStart"];
            conditions: components["schemas"]["AllOfConditions"] | components["schemas"]["AnyOfConditions"] | components["schemas"]["FlowCondition"];
            /** Format: date-time */
            createdAt: string;
            customFields: components["schemas"]["FlowCustomField"][];
            defaultSeconds: number | null;
            extensions: components["schemas"]["FlowExtensions"] | null;
            /** @description Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it */
            finishWithinSeconds: number | null;
            fixedDuration: boolean;
            /** Format: uuid */
            id: string;
            justificationRequired: boolean;
            longestSeconds: number;
            name: string;
            /** @description Names of all that it names by id, as far as it exists */
            names: components["schemas"]["NamedThing"][];
            /** @description Who is named in the conditions, by name */
            requesters: components["schemas"]["PeopleAndTeams"];
            /** @description The conditions in words */
            requestersInWords: string;
            requestFor: components["schemas"]["FlowRequestFor"];
            requestTimeoutSeconds: number;
            /** @description The whole of it in words */
            sentence: string;
            /** @description Lists of people, teams and servers say the whole of it */
            simple: boolean;
            targets: components["schemas"]["FlowTargetView"][];
            templates: components["schemas"]["FlowTemplate"][];
            /** @description When the flow may be used; null: always */
            timeframe?: {
                /** @description IANA name, such as Europe/Berlin */
                timeZone: string;
                windows: {
                    /** @description monday to sunday */
                    days: string[];
                    /** @description HH:MM */
                    from: string;
                    /** @description HH:MM, to 24:00; earlier than from: on the next day */
                    until: string;
                }[];
            } | null;
            /** @description `condition`: it gives access by itself */
            trigger: components["schemas"]["FlowTrigger"];
            version: number;
        };
        AccessRequestsPage: {
            items: components["schemas"]["AccessRequestView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        /** @enum {string} */
        AccessRequestsScope: "mine" | "waiting-for-me" | "to-review" | "to-start" | "all";
        /** @enum {string} */
        AccessRequestState: "pending" | "to-start" | "approved" | "denied" | "cancelled" | "timed-out" | "lapsed";
        AccessRequestView: {
            /** @description Who must approve; null: nobody is asked */
            approvalInWords: string | null;
            approvals: components["schemas"]["ApprovalView"][];
            /** @description Teams, people and others who may answer */
            approvers: string[];
            /**
             * Format: uuid
             * @description Shared by those that were asked for together
             */
            batchId: string | null;
            /** @description Nobody asked: the flow gives it by itself while its condition holds */
            byCondition: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            decidedAt: string | null;
            durationSeconds: number;
            /** @description There where it is to make running access longer */
            extension: components["schemas"]["RequestExtension"] | null;
            fields: components["schemas"]["RequestField"][];
            /** @description Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it */
            finishWithinSeconds: number | null;
            /** @description Its time begins at the first use, so many seconds after the approval at most */
            firstUseWithinSeconds: number | null;
            /** @description The version under which it was made; later edits do not touch it */
            flow: components["schemas"]["RequestFlow"];
            grant: components["schemas"]["RequestGrant"] | null;
            /** Format: uuid */
            id: string;
            /** @description Why it never began; there where it lapsed */
            lapsedBecause: string | null;
            /** @description I may answer it now */
            mayApprove: boolean;
            /** @description I may cancel it now */
            mayCancel: boolean;
            /** @description I may close its review now */
            mayReview: boolean;
            /** @description I may begin it now, by using it for the first time */
            mayStart: boolean;
            /** @description Who is asked then; none: nobody further */
            nextApprovers: string[];
            /**
             * Format: date-time
             * @description When more people are asked
             */
            nextTierAt: string | null;
            /** @description Any one of the approvers suffices */
            oneYes: boolean;
            permissions: string[];
            reason: string | null;
            /** @description Who gets what is asked for */
            receiver: components["schemas"]["PersonSummary"];
            requester: components["schemas"]["PersonSummary"];
            resource: components["schemas"]["RequestResource"];
            /** @description There where the access was taken in an emergency */
            review: components["schemas"]["RequestReview"] | null;
            /**
             * Format: date-time
             * @description When what was approved for later began, or ended without
             */
            settledAt: string | null;
            /**
             * Format: date-time
             * @description When it was asked to begin; null: as soon as it may
             */
            startAt: string | null;
            state: components["schemas"]["AccessRequestState"];
            /** @description While it waits: each way to meet what is demanded now, less the answers */
            stillNeeded: string[];
            /** @description The sudo roles among the permissions, as they were asked for and as a yes gives them */
            sudoRoles: components["schemas"]["SudoRoleView"][];
            /** @description Who was asked so far, and when; in an emergency nobody */
            tiersAsked: components["schemas"]["TierAsked"][];
            /** Format: date-time */
            timesOutAt: string;
            /** @description There while it is approved and has not begun */
            toStart: components["schemas"]["RequestToStart"] | null;
            /** @description Why it waits for me, as a sentence */
            whyMe: string | null;
        };
        AccountClaimReason: {
            reason: string;
        };
        AccountClaimsView: {
            items: components["schemas"]["AccountClaimView"][];
        };
        AccountClaimView: {
            /** @description The account on the server */
            account: string;
            /** @description The claim counts: the person still has that account name */
            adopted: boolean;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonSummary"];
            person: components["schemas"]["PersonSummary"];
            reason: string;
        };
        /** @enum {string} */
        ActivityExportFormat: "csv" | "json";
        ActivityExtension: {
            /**
             * Format: date-time
             * @description The end before; null: it gave none and waits no more
             */
            fromUntilAt: string | null;
            /** Format: uuid */
            grantId: string;
            /** @description Which extension of it; null: it gave none */
            number: number | null;
            /**
             * Format: uuid
             * @description The request that led to that access
             */
            requestId: string;
            /**
             * Format: date-time
             * @description The end that it gave, or while it waits would give
             */
            untilAt: string | null;
        };
        ActivityGrant: {
            /** @description The Linux account */
            account: string;
            cause: components["schemas"]["GrantCause"] | null;
            /** @description Of its certificates, the newest first; at most 250 */
            certificateSerials: string[];
            /** @description It has ended, its removal is not proved and not written off */
            debt: boolean;
            /**
             * Format: date-time
             * @description When its end was ordered
             */
            endedAt: string | null;
            fault: components["schemas"]["FaultView"] | null;
            /** @description Sessions that its flow lets finish */
            finishingSessions: number | null;
            /** Format: date-time */
            fromAt: string;
            /** Format: uuid */
            id: string;
            /** @description It runs, or sessions of it do, so that it can be revoked */
            mayRevoke: boolean;
            /** Format: date-time */
            provedAt: string | null;
            /**
             * Format: date-time
             * @description The end that the server was last read back to hold
             */
            provedUntilAt: string | null;
            state: components["schemas"]["GrantState"];
            /** Format: date-time */
            untilAt: string;
            /** Format: date-time */
            writtenOffAt: string | null;
        };
        /** @enum {string} */
        ActivityKind: "ordinary" | "extension" | "emergency" | "by-condition";
        ActivityPage: {
            /** @description Newest first */
            items: components["schemas"]["ActivityView"][];
            /**
             * Format: uuid
             * @description `before` of the next page; null: none
             */
            next: string | null;
            /** @description How many grants of them run, so that they can be revoked */
            revocable: number;
            /** @description How many there are on all pages; 10001: more than 10000 */
            total: number;
        };
        ActivityView: {
            approvals: components["schemas"]["ApprovalView"][];
            /** Format: date-time */
            askedAt: string;
            /** Format: date-time */
            decidedAt: string | null;
            /**
             * Format: date-time
             * @description Of what was approved for later: when it begins, or until when it must be used
             */
            dueAt: string | null;
            durationSeconds: number;
            /** @description There where it is to make running access longer */
            extension: components["schemas"]["ActivityExtension"] | null;
            fields: components["schemas"]["RequestField"][];
            flow: components["schemas"]["RequestFlow"];
            grant: components["schemas"]["ActivityGrant"] | null;
            /**
             * Format: uuid
             * @description The id of the request
             */
            id: string;
            kind: components["schemas"]["ActivityKind"];
            /** @description Why it never began */
            lapsedBecause: string | null;
            permissions: string[];
            reason: string | null;
            /** @description Who gets what is asked for */
            receiver: components["schemas"]["PersonSummary"];
            requester: components["schemas"]["PersonSummary"];
            resource: components["schemas"]["RequestResource"];
            /** @description There where the access was taken in an emergency */
            review: components["schemas"]["RequestReview"] | null;
            /**
             * Format: date-time
             * @description When it was asked to begin; null: as soon as it may
             */
            startAt: string | null;
            state: components["schemas"]["AccessRequestState"];
        };
        AllOfApprovers: {
            /** @description One person for each must say yes */
            all: components["schemas"]["FlowApprover"][];
        };
        AllOfConditions: {
            all: (components["schemas"]["AllOfConditions"] | components["schemas"]["AnyOfConditions"] | components["schemas"]["FlowCondition"])[];
        };
        AnswerInput: {
            reason?: string | null;
        };
        AnyOfApprovers: {
            any: components["schemas"]["FlowApprover"][];
            /** @description So many people must say yes */
            needed: number;
        };
        AnyOfConditions: {
            any: (components["schemas"]["AllOfConditions"] | components["schemas"]["AnyOfConditions"] | components["schemas"]["FlowCondition"])[];
        };
        /** @enum {string} */
        ApprovalAnswer: "yes" | "no";
        /** @enum {string} */
        ApprovalMode: "any-of" | "all-of";
        ApprovalView: {
            answer: components["schemas"]["ApprovalAnswer"];
            approver: components["schemas"]["PersonSummary"];
            /** Format: date-time */
            at: string;
            /** @description It is the requester’s own: the flow lets it count */
            own: boolean;
            reason: string | null;
        };
        /** @enum {string} */
        ApproverKind: "person" | "team" | "shift" | "manager" | "resource-owner" | "integration-owner";
        AskBatchInput: {
            /** @description An emergency: access at once where the flow allows it; an approver reviews it afterwards */
            breakGlass?: boolean;
            /**
             * Format: uuid
             * @description All that this bundle holds, instead of `items`
             */
            bundleId?: string | null;
            /** @description Without it as long as the flow gives to who does not say. The pages offer a minute at least; less is for trying ends out */
            durationSeconds?: number | null;
            fields?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Under which flow; without it any that permits it
             */
            flowId?: string | null;
            /** @description Each resource once */
            items?: components["schemas"]["AskedItemInput"][];
            /** @description The justification */
            reason?: string | null;
            /**
             * Format: uuid
             * @description For whom; without it for oneself
             */
            receiverId?: string | null;
            /**
             * Format: date-time
             * @description When it is to begin, where the flow lets one say so; without it, or where it has passed, as soon as it may. An emergency begins at once
             */
            startAt?: string | null;
        };
        AskBatchView: {
            /** Format: uuid */
            batchId: string;
            results: components["schemas"]["AskResultView"][];
        };
        AskedItemInput: {
            /** @description Whether this one is an emergency */
            breakGlass?: boolean;
            fields?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Under which flow this one
             */
            flowId?: string;
            permissions: string[];
            /** Format: uuid */
            resourceId: string;
        };
        AskedResource: {
            permissions: string[];
            /** Format: uuid */
            resourceId: string;
            /** @description null: there is no such resource */
            resourceName: string | null;
        };
        AskedTierView: {
            /**
             * Format: date-time
             * @description When it is asked, if the request has not ended before
             */
            at: string;
            inWords: string;
            /** @description The first of those who are asked then and were not before */
            people: string[];
            /** @description How many there are in all */
            peopleTotal: number;
        };
        AskInput: {
            /** @description An emergency: access at once where the flow allows it; an approver reviews it afterwards */
            breakGlass?: boolean;
            /** @description Without it as long as the flow gives to who does not say. The pages offer a minute at least; less is for trying ends out */
            durationSeconds?: number | null;
            fields?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Under which flow; without it any that permits it
             */
            flowId?: string | null;
            /**
             * Format: date-time
             * @description Where it asks for what runs: the end that was seen. Where it has moved meanwhile, or nothing runs any more, nothing is done
             */
            fromUntilAt?: string | null;
            permissions: string[];
            /** @description The justification */
            reason?: string | null;
            /**
             * Format: uuid
             * @description For whom; without it for oneself
             */
            receiverId?: string | null;
            /** Format: uuid */
            resourceId: string;
            /**
             * Format: date-time
             * @description When it is to begin, where the flow lets one say so; without it, or where it has passed, as soon as it may. An emergency begins at once
             */
            startAt?: string | null;
        };
        AskResultView: {
            permissions: string[];
            /** @description Why it was refused */
            refusal: components["schemas"]["FaultView"] | null;
            /** @description null: it was refused */
            request: components["schemas"]["AccessRequestView"] | null;
            /** Format: uuid */
            resourceId: string;
            /** @description null: there is no such resource */
            resourceName: string | null;
        };
        AttentionView: {
            accessDebt: components["schemas"]["DebtCountView"];
            /** @description What is wrong with the control plane itself, or overdue */
            faults: components["schemas"]["FaultView"][];
            /** @description Edits that somebody else proposed and that wait for an approval */
            flowProposals: number;
        };
        AuditActorView: {
            /** Format: uuid */
            id: string | null;
            /** @enum {string} */
            kind: "person" | "connector" | "system";
            name: string;
        };
        AuditObjectView: {
            /** Format: uuid */
            id: string | null;
            kind: string;
            name: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditRowView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        AuditRowView: {
            /** @description Such as access-request.approved */
            action: string;
            actor: components["schemas"]["AuditActorView"];
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            id: string;
            ip: string | null;
            object: components["schemas"]["AuditObjectView"];
        };
        AutomaticMarksPage: {
            items: components["schemas"]["AutomaticMarkView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        AutomaticMarkView: {
            /** @description It could not be given, and is tried again */
            failed: components["schemas"]["MarkFailed"] | null;
            flow: components["schemas"]["MarkNamed"];
            /** @description Somebody ended it by hand: it does not come back while the condition goes on holding */
            held: components["schemas"]["MarkHeld"] | null;
            person: components["schemas"]["MarkNamed"];
            resource: components["schemas"]["MarkNamed"];
        };
        AutomaticWaitingPage: {
            items: components["schemas"]["AutomaticWaitingView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        AutomaticWaitingView: {
            flow: components["schemas"]["MarkNamed"];
            /** @description Who gets it as soon as the server takes new access */
            people: components["schemas"]["WaitingPeople"];
            /** @description Why the server takes none now */
            reason: string;
            resource: components["schemas"]["MarkNamed"];
        };
        BatchDryRunView: {
            /** @description Of a bundle that holds more than 50 servers: the first 50 */
            results: components["schemas"]["DryRunOfResource"][];
            /** @description How many would be asked for */
            total: number;
        };
        BlastChangeView: {
            /** @description Pairs of a person and a server between them */
            pairs: number;
            people: components["schemas"]["SampleView"];
            resources: components["schemas"]["SampleView"];
        };
        BlastRadiusInput: {
            /** @description null: the flow is taken away */
            flow: components["schemas"]["AccessFlowInput"] | null;
        };
        BlastRadiusView: {
            /** @description Who could newly reach what, somebody being able to approve it */
            gained: components["schemas"]["BlastChangeView"];
            /** @description What needs no yes but the own of who receives it, and did before, or is new */
            gainedOnOwnYes: components["schemas"]["BlastChangeView"];
            /** @description What needs no approval and did before, or is new */
            gainedWithoutApproval: components["schemas"]["BlastChangeView"];
            /** @description Who gets what at once, because the flow gives it by itself */
            givenAtOnce: components["schemas"]["BlastChangeView"];
            lost: components["schemas"]["BlastChangeView"];
            /** @description What could newly be asked for, or could be reached before, and nobody can ever approve as things are */
            unapprovable: components["schemas"]["BlastChangeView"];
        };
        BundledTargetView: {
            integration: components["schemas"]["FlowTargetIntegration"];
            permissions: "all" | string[];
            servers: {
                /** @enum {boolean} */
                all: true;
            } | {
                names: string[];
            } | {
                ids: string[];
            } | {
                patterns: string[];
            } | {
                tags: {
                    [key: string]: string;
                };
            } | {
                tagPatterns: {
                    [key: string]: string;
                };
            } | {
                exclude: ({
                    /** @enum {boolean} */
                    all: true;
                } | {
                    names: string[];
                } | {
                    ids: string[];
                } | {
                    patterns: string[];
                } | {
                    tags: {
                        [key: string]: string;
                    };
                } | {
                    tagPatterns: {
                        [key: string]: string;
                    };
                })[];
                include: ({
                    /** @enum {boolean} */
                    all: true;
                } | {
                    names: string[];
                } | {
                    ids: string[];
                } | {
                    patterns: string[];
                } | {
                    tags: {
                        [key: string]: string;
                    };
                } | {
                    tagPatterns: {
                        [key: string]: string;
                    };
                })[];
            };
        };
        BundleEdit: {
            description?: string;
            name: string;
            targets: components["schemas"]["IntegrationTargetInput"][];
            /** @description The version that was edited. Where there is a newer one nothing is saved; unless said, none is looked at */
            version?: number;
        };
        BundleInput: {
            description?: string;
            name: string;
            targets: components["schemas"]["IntegrationTargetInput"][];
        };
        BundleReachInput: {
            /** @description null: the bundle is deleted */
            bundle: components["schemas"]["BundleInput"] | null;
        };
        BundlesPage: {
            items: components["schemas"]["BundleView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        BundleTargetInput: {
            /** Format: uuid */
            bundleId: string;
        };
        BundleView: {
            description: string;
            /** Format: uuid */
            id: string;
            name: string;
            targets: components["schemas"]["BundledTargetView"][];
            /** @description Counts the edits, from 1 */
            version: number;
        };
        CatalogBundle: {
            description: string;
            flows: components["schemas"]["CatalogFlow"][];
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The first of its servers, with the permissions that it names */
            servers: components["schemas"]["AskedResource"][];
            serversTotal: number;
        };
        CatalogBundlesView: {
            items: components["schemas"]["CatalogBundle"][];
        };
        CatalogEntry: {
            favourite: components["schemas"]["CatalogFavourite"] | null;
            options: components["schemas"]["CatalogOption"][];
            resource: components["schemas"]["CatalogResource"];
        };
        CatalogExtension: {
            /** @description Approvers are asked again */
            approvalAgain: boolean;
            justificationRequired: boolean;
            /** @description By how much at once */
            longestSeconds: number;
        };
        CatalogFavourite: {
            /** @description With which the form opens; empty: with none */
            permissions: string[];
        };
        CatalogFlow: {
            allowsForwarding: boolean;
            approvalInWords: string | null;
            /** @description Teams, people and others who may answer */
            approvers: string[];
            /** @description Nobody is asked */
            automatic: boolean;
            /** @description Access may be taken in an emergency, and is reviewed within so long */
            breakGlassReviewSeconds: number | null;
            customFields: components["schemas"]["FlowCustomField"][];
            /** @description For who does not say how long */
            defaultSeconds: number;
            /** @description Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it */
            finishWithinSeconds: number | null;
            /** @description Its time begins at the first use, so many seconds after the approval at most */
            firstUseWithinSeconds: number | null;
            /** @description It is always exactly the longest */
            fixedDuration: boolean;
            /** @description One may ask for some others */
            forOthers: boolean;
            /** @description One may ask for oneself */
            forSelf: boolean;
            /** Format: uuid */
            id: string;
            justificationRequired: boolean;
            longestSeconds: number;
            name: string;
            /** @description Any one of the approvers suffices */
            oneYes: boolean;
            /** @description How far ahead one may have it begin; null: it begins when it is approved */
            startAheadSeconds: number | null;
            /** @description What the form offers to fill in */
            templates: components["schemas"]["FlowTemplate"][];
            /** @description The usual time, where the flow names one */
            usualSeconds: number | null;
        };
        /** @enum {string} */
        CatalogMine: "none" | "pending" | "to-start" | "running";
        CatalogNotLonger: {
            /** @description What to do */
            hint?: string;
            /** @description One sentence */
            message: string;
        };
        /** @enum {string} */
        CatalogOnly: "favourites";
        CatalogOption: {
            /** @description There where it runs and may be made longer now */
            extension?: components["schemas"]["CatalogExtension"];
            flows: components["schemas"]["CatalogFlow"][];
            /** Format: uuid */
            grantId?: string;
            mine: components["schemas"]["CatalogMine"];
            /** @description There where it runs and may not */
            notLonger?: components["schemas"]["CatalogNotLonger"];
            /** @description A Linux group, a sudo role, or Default */
            permission: string;
            /** Format: uuid */
            requestId?: string;
            /** @description What it lets one run; there where it is a sudo role */
            sudoRole?: components["schemas"]["SudoRoleView"];
            /** @description There where `mine` is `to-start` */
            toStart?: components["schemas"]["CatalogToStart"];
            /**
             * Format: date-time
             * @description Until when it runs
             */
            untilAt?: string;
        };
        CatalogPage: {
            items: components["schemas"]["CatalogEntry"][];
            /** @description Every tag among what the person may ask for */
            tags: string[];
            /** @description How many there are on all pages */
            total: number;
        };
        CatalogResource: {
            /** @description It can be asked for now */
            available: boolean;
            /** Format: uuid */
            id: string;
            integrationName: string;
            kind: components["schemas"]["ResourceKind"];
            name: string;
            state: components["schemas"]["ServerState"];
            tags: {
                [key: string]: string;
            };
            unavailableReason?: string;
        };
        CatalogToStart: {
            at: components["schemas"]["LaterStartAt"];
            /**
             * Format: date-time
             * @description When it begins by itself, or until when its first use must come
             */
            dueAt: string;
        };
        CertificateInput: {
            /** @description One line of an OpenSSH public key file. Without it: for the key that is bound, as after an extension */
            publicKey?: string;
        };
        CertifiedKey: {
            /** @description The one line of the certificate file */
            certificate: string;
            fingerprint: string;
            /** @description Counts the keys bound to the grant */
            number: number;
            serial: string;
            /** Format: date-time */
            validBefore: string;
        };
        ChangePassword: {
            current: string;
            next: string;
        };
        /**
         * @description `first-use`: of whoever received it; `scheduled`: at the approval, or at a later time that one names
         * @enum {string}
         */
        ClockStartAt: "approval" | "first-use" | "scheduled";
        /** @enum {string} */
        ConditionOperator: "is" | "is-not" | "contains" | "does-not-contain" | "starts-with";
        /** @enum {string} */
        ConditionSubject: "person" | "team" | "shift" | "attribute";
        ConfirmHostKey: {
            fingerprint: string;
            /** @description The fingerprint that counted so far; null: none */
            replaces: string | null;
        };
        ConnectorInstanceView: {
            /** @description Seconds by which its clock is ahead; null: not connected */
            clockSkewSeconds: number | null;
            connected: boolean;
            /**
             * Format: date-time
             * @description null: not connected
             */
            connectedAt: string | null;
            /** Format: date-time */
            enrolledAt: string;
            /** @description Generation of the order in its journal, as of its last answered ping; null: none, or not connected */
            generation: number | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastSeenAt: string | null;
            /** @description Why its last try to connect was refused */
            refusal: components["schemas"]["FaultView"] | null;
            /** @description With which it was refused: `accept-user-ca` makes them count */
            refusedUserCaKeys: components["schemas"]["UserCaKeyView"][];
            /** @description With which it was let in last */
            userCaKeys: components["schemas"]["UserCaKeyView"][];
            version: string | null;
        };
        ConnectorsPage: {
            items: components["schemas"]["ConnectorView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ConnectorUseView: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ConnectorView: {
            /** @description Seconds by which its clock is ahead; null: not connected */
            clockSkewSeconds: number | null;
            connected: boolean;
            /** Format: date-time */
            createdAt: string;
            enrolled: boolean;
            /** @description Why it may not work as it should */
            fault: components["schemas"]["FaultView"] | null;
            /** Format: uuid */
            id: string;
            /** @description The enrolled ones, the oldest first */
            instances: components["schemas"]["ConnectorInstanceView"][];
            integrations: components["schemas"]["ConnectorUseView"][];
            /** Format: date-time */
            lastSeenAt: string | null;
            name: string;
            /** @description It holds newer orders than this database: nothing is ordered until `reset-orders` */
            ordersAhead: boolean;
            /** @description What servers trust through it */
            userCaKeys: components["schemas"]["UserCaKeyView"][];
            version: string | null;
            /** @description What should be set right and keeps nothing from working */
            warnings: string[];
        };
        CurfewHostView: {
            /** @description Of the file at `GET /api/curfew-host`, lower-case hex */
            sha256: string;
            /** @description As `curfew-host version` says it */
            version: string;
        };
        DebtCountView: {
            /** @description Grants that have ended and are not proved gone */
            grants: number;
            /** @description Those of them that are an alarm by their age */
            overdue: number;
        };
        /** @enum {string} */
        DebtOrder: "oldest" | "newest" | "server";
        DebtSummaryView: {
            /** @description Grants that have ended and are not proved gone */
            grants: number;
            /** Format: date-time */
            oldestSince: string | null;
            /** @description Those of them that are an alarm by their age */
            overdue: number;
            /** @description The servers on which they are; at most 500 */
            servers: components["schemas"]["ServerDebtView"][];
        };
        Demo: {
            signIns: components["schemas"]["DemoSignIn"][];
        };
        DemoSignIn: {
            email: string;
            password: string;
            role: string;
        };
        DirectoryView: {
            people: components["schemas"]["PersonSummary"][];
            /** @description How many people have that text in their name */
            peopleTotal: number;
            teams: components["schemas"]["TeamSummary"][];
            /** @description How many teams have that text in their name */
            teamsTotal: number;
        };
        DisablePerson: {
            reason: string;
        };
        DismissStanding: {
            account: string;
            kind: components["schemas"]["StandingKind"];
            name: string;
            reason: string;
        };
        DraftInput: {
            flow: components["schemas"]["AccessFlowInput"];
            /**
             * Format: uuid
             * @description The flow that would be edited; null: a new one
             */
            flowId?: string | null;
        };
        DryRunExtension: {
            /** @description Its approvers would be asked again */
            approvalNeeded: boolean;
            /**
             * Format: date-time
             * @description The end that it has
             */
            fromUntilAt: string;
            /** Format: uuid */
            grantId: string;
            /** @description How many the flow allows */
            most: number;
            /** @description Which extension it would be */
            number: number;
            /** @description All that it gives, and would give for longer */
            permissions: string[];
            /**
             * Format: date-time
             * @description The end that it would get
             */
            untilAt: string;
        };
        DryRunOfResource: {
            outcome: components["schemas"]["DryRunView"];
            permissions: string[];
            /** Format: uuid */
            resourceId: string;
            /** @description null: there is no such resource */
            resourceName: string | null;
        };
        /**
         * @description `start`: access begins at once; `later`: nobody is asked, and it begins later; `wait`: for approval; `extend`: what runs is made longer
         * @enum {string}
         */
        DryRunOutcome: "start" | "later" | "wait" | "extend" | "refuse";
        DryRunView: {
            /** @description The glass would be broken: approvers review it afterwards */
            breakGlass: boolean;
            /** @description With which it would be refused */
            code: components["schemas"]["FaultCode"] | null;
            durationSeconds: number | null;
            /**
             * Format: date-time
             * @description Where it is known: it begins at once, or at a time that was said
             */
            endsAt: string | null;
            /** @description There where it would make running access longer */
            extension: components["schemas"]["DryRunExtension"] | null;
            /** @description Its time would begin at the first use, so many seconds after the approval at most */
            firstUseWithinSeconds: number | null;
            /** @description Under which it would be decided */
            flow: components["schemas"]["RequestFlow"] | null;
            /** @description Where it would be refused: what would help */
            help: string | null;
            /**
             * Format: date-time
             * @description Until when it would be reviewed
             */
            reviewDueAt: string | null;
            /**
             * Format: date-time
             * @description When it would begin, where that was said
             */
            startsAt: string | null;
            /** @description What would happen, or why not, as a sentence */
            text: string;
            /** @description Who would be asked, the first first */
            tiers: components["schemas"]["AskedTierView"][];
            /**
             * Format: date-time
             * @description If nobody answers until then
             */
            timesOutAt: string | null;
            /** @description `start`: access begins at once; `later`: nobody is asked, and it begins later; `wait`: for approval; `extend`: what runs is made longer */
            would: components["schemas"]["DryRunOutcome"];
        };
        EditedTeam: {
            memberIds: string[];
            name: string;
        };
        EditIntegration: {
            /** Format: uuid */
            connectorId?: string;
            /** @description Plain text for the page of whoever has access to one of its servers; null: none */
            customAccessDetails?: string | null;
            /** @description Login for servers that name none */
            defaultUser?: string;
            /** @description Text of a known_hosts file: its keys count as confirmed */
            knownHosts?: string;
            name?: string;
            /** @description Who owns the integration */
            owners?: components["schemas"]["OwnersInput"];
            /** @description Tags whose values name the owners of a server, compared exactly */
            ownerTags?: components["schemas"]["OwnerTagInput"][];
            /** @description Where the connector reads the key of its login: value base64_private_key of that secret */
            secret?: {
                path: string;
                /** @enum {string} */
                store: "file";
            } | {
                endpoint?: string;
                region: string;
                secretId: string;
                /** @enum {string} */
                store: "aws-secrets-manager";
            };
            /** @description The list, or its JSON text. Each server: name, host, and optionally user, port (number or text), tags (list or object) */
            servers?: {
                [key: string]: unknown;
            }[] | string;
            /** @description Sudo rules with a name that people may ask for */
            sudoRoles?: components["schemas"]["SudoRoleInput"][];
            /** @description Linux groups that people may ask for */
            userGroups?: string[];
        };
        EditPerson: {
            accountName?: string;
            attributes?: {
                [key: string]: string;
            };
            displayName?: string;
            /** Format: email */
            email?: string;
            /** Format: uuid */
            managerId?: string | null;
            password?: string;
            role?: components["schemas"]["Role"];
        };
        EditTeam: {
            description?: string;
            name?: string;
        };
        EnrolmentTokenView: {
            /** @description The line that starts the connector with it */
            command: string;
            /** @description Works once, for an hour; shown this one time */
            enrolmentToken: string;
        };
        ExtendInput: {
            /** @description How much longer than its end now */
            durationSeconds: number;
            /**
             * Format: date-time
             * @description The end that was seen. Where it has moved meanwhile nothing is done: pressing twice counts once
             */
            fromUntilAt: string;
            /** @description The justification */
            reason?: string | null;
        };
        /**
         * @description With which it would be refused
         * @enum {string}
         */
        FaultCode: "input-invalid" | "not-signed-in" | "sign-in-refused" | "not-allowed" | "not-found" | "conflict" | "name-taken" | "too-many-tries" | "cross-site" | "internal-error" | "access-denied" | "reason-required" | "too-long" | "outside-timeframe" | "no-extension" | "already-requested" | "own-request" | "not-an-approver" | "review-overdue" | "already-decided" | "four-eyes-required" | "own-proposal" | "proposal-stale" | "proposer-left" | "second-administrator-missing" | "secret-unreachable" | "secret-not-found" | "secret-malformed" | "secret-key-missing" | "secret-not-base64" | "secret-not-private-key" | "secret-passphrase-wrong" | "servers-list-invalid" | "server-unreachable" | "no-common-algorithm" | "host-key-unconfirmed" | "host-key-changed" | "login-refused" | "sudo-asks-password" | "server-tool-missing" | "sshd-rules-in-the-way" | "sudo-rules-in-the-way" | "host-script-failed" | "host-script-changed" | "host-script-version" | "policy-invalid" | "server-clock-off" | "order-older-than-ledger" | "not-set-up" | "group-missing" | "command-missing" | "account-exists" | "account-not-allowed" | "account-missing" | "above-ceiling" | "above-policy" | "grant-not-active" | "removal-unproved" | "access-debt-overdue" | "extension-unproved" | "public-key-invalid" | "public-key-weak" | "key-not-bound" | "certificate-invalid" | "connector-offline" | "config-invalid" | "connector-clock-off" | "enrolment-refused" | "link-refused" | "user-ca-differs" | "ceiling-differs" | "state-unusable" | "control-plane-clock-off" | "alarm-undelivered" | "port-taken" | "database-unreachable";
        FaultView: {
            /** @description From the closed list of docs/errors.md */
            code: string;
            /** @description For administrators only */
            detail?: string;
            /** @description What to do now */
            hint?: string;
            message: string;
        };
        FavouriteInput: {
            permissions?: string[];
        };
        FirstAdministrator: {
            displayName: string;
            /** Format: email */
            email: string;
            password: string;
            token: string;
        };
        FlowApproval: {
            approverReasonRequired: boolean;
            /** @description From one tier to the next; null where there is one */
            escalateAfterSeconds: number | null;
            /** @description So many people must say no to end a request */
            noesNeeded: number;
            requesterMayApprove: boolean;
            tiers: components["schemas"]["FlowApprovalTier"][];
        };
        FlowApprovalTier: {
            mode: components["schemas"]["ApprovalMode"];
            sets: (components["schemas"]["AnyOfApprovers"] | components["schemas"]["AllOfApprovers"])[];
        };
        FlowApprover: {
            /**
             * Format: uuid
             * @description Of the person, team or shift
             */
            id?: string;
            kind: components["schemas"]["ApproverKind"];
        };
        FlowBreakGlass: {
            reviewWithinSeconds: number;
        };
        FlowClockStart: {
            /** @description `first-use`: of whoever received it; `scheduled`: at the approval, or at a later time that one names */
            at: components["schemas"]["ClockStartAt"];
            /** @description The first use must come so soon after the approval; a later time may be so far ahead. Not at `approval` */
            withinSeconds?: number;
        };
        FlowCondition: {
            /** @description The name of the attribute; there for the subject attribute alone */
            attribute?: string;
            operator: components["schemas"]["ConditionOperator"];
            subject: components["schemas"]["ConditionSubject"];
            /** @description Ids for is and is-not of people, teams and shifts; else texts */
            values: string[];
        };
        FlowCustomField: {
            label: string;
            name: string;
            /** @description A regular expression without groups and alternatives. The whole value is compared; ^ and $ around it are left out */
            pattern: string | null;
            required: boolean;
        };
        FlowExtensions: {
            /** @description Each is approved as the request was */
            approvalAgain: boolean;
            /** @description Each time by at most */
            longestSeconds: number;
            /** @description How often */
            most: number;
        };
        FlowProposalsPage: {
            items: components["schemas"]["FlowProposalView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        FlowProposalView: {
            action: components["schemas"]["ProposalAction"];
            /** @description In words, as it would be; null: it is taken away */
            after: string | null;
            /** @description In words, as it was when this was proposed; null: it is new */
            before: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            decidedBy: components["schemas"]["PersonSummary"] | null;
            /** @description Each field that would say something else */
            differences: components["schemas"]["ProposedDifference"][];
            /** @description People whom it names and who are disabled now */
            disabledPeople: string[];
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["ProposalKind"];
            /**
             * Format: uuid
             * @description The flow or bundle
             */
            objectId: string | null;
            /** @description Its name when this was proposed */
            objectName: string;
            /** @description It waits, but things changed since: it cannot be approved as they are */
            outOfDate: boolean;
            /** @description Why it is out of date; null: it is not */
            outOfDateBecause: string | null;
            /** @description The reader proposed it, from whatever account: he cannot approve it */
            own: boolean;
            /** Format: date-time */
            proposedAt: string;
            proposedBy: components["schemas"]["PersonSummary"];
            /** @description Why it was refused */
            reason: string | null;
            state: components["schemas"]["ProposalState"];
        };
        FlowQuery: {
            /** @description null: of any integration */
            integrationIds: string[] | null;
            tags: {
                [key: string]: string;
            };
            /** @description Part of the name of a server */
            text: string | null;
        };
        FlowReachView: {
            /** @description Name of the flow by which */
            flow: string;
            radius: components["schemas"]["BlastRadiusView"];
        };
        FlowRequestFor: {
            directReports: boolean;
            others: (components["schemas"]["AllOfConditions"] | components["schemas"]["AnyOfConditions"] | components["schemas"]["FlowCondition"]) | null;
            self: boolean;
        };
        FlowTargetBundle: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        FlowTargetIntegration: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        FlowTargetView: {
            /** @description Instead of all of that */
            bundle: components["schemas"]["FlowTargetBundle"] | null;
            integration: components["schemas"]["FlowTargetIntegration"] | null;
            permissions: "all" | string[];
            /** @description Instead of an integration and its servers */
            query: components["schemas"]["FlowQuery"] | null;
            servers: {
                /** @enum {boolean} */
                all: true;
            } | {
                names: string[];
            } | {
                ids: string[];
            } | {
                patterns: string[];
            } | {
                tags: {
                    [key: string]: string;
                };
            } | {
                tagPatterns: {
                    [key: string]: string;
                };
            } | {
                exclude: ({
                    /** @enum {boolean} */
                    all: true;
                } | {
                    names: string[];
                } | {
                    ids: string[];
                } | {
                    patterns: string[];
                } | {
                    tags: {
                        [key: string]: string;
                    };
                } | {
                    tagPatterns: {
                        [key: string]: string;
                    };
                })[];
                include: ({
                    /** @enum {boolean} */
                    all: true;
                } | {
                    names: string[];
                } | {
                    ids: string[];
                } | {
                    patterns: string[];
                } | {
                    tags: {
                        [key: string]: string;
                    };
                } | {
                    tagPatterns: {
                        [key: string]: string;
                    };
                })[];
            };
        };
        FlowTemplate: {
            /** @description null: as long as is usual */
            durationSeconds: number | null;
            /** @description Of custom fields, by name */
            fields: {
                [key: string]: string;
            };
            name: string;
            reason: string | null;
        };
        /**
         * @description `condition`: nobody asks; who meets `requesters` has access while he does. Unless said: `ask`
         * @enum {string}
         */
        FlowTrigger: "ask" | "condition";
        FourEyesInput: {
            /** @description Switching it off is refused: it must be proposed */
            required: boolean;
        };
        FourEyesView: {
            /** @description Enabled administrators, as human beings; two are needed */
            administrators: number;
            /** @description Edits of access flows and bundles count only when a second administrator approved them */
            required: boolean;
            /**
             * Format: uuid
             * @description The proposal to switch it off, if one waits
             */
            switchOffProposal: string | null;
        };
        GrantAutomatic: {
            flow: components["schemas"]["GrantFlow"];
            /** @description While what, said to who has it: `you are on call: “SRE”` */
            while: string;
        };
        /**
         * @description Why it ends or ended
         * @enum {string}
         */
        GrantCause: "expired" | "given-back" | "revoked";
        GrantExtensionView: {
            /** @description Approvers are asked again */
            approvalAgain: boolean;
            justificationRequired: boolean;
            /** @description The longest at once */
            longestSeconds: number;
            most: number;
            /**
             * Format: uuid
             * @description The request for one that waits
             */
            requestId: string | null;
            /** @description How often it was made longer */
            used: number;
        };
        GrantFlow: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        GrantReceiptsView: {
            /** @description Oldest first; at most 200 */
            items: components["schemas"]["GrantReceiptView"][];
        };
        GrantReceiptView: {
            account: string;
            connector: components["schemas"]["ReceiptConnector"];
            /** @description All that was found are sessions that may finish */
            finishing: boolean;
            /** @description Generation of the order that it answers */
            generation: number;
            /** @description Groups that the account was read back to be in */
            groups: string[];
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When the server was read, by the connector's clock
             */
            readAt: string;
            /** @description What of an ended grant was still found */
            remaining: string[];
            /** @enum {string} */
            state: "present" | "absent";
            /** Format: date-time */
            storedAt: string;
            /** @description Sudo roles whose commands sudo on the server was read back to allow */
            sudoRoles: components["schemas"]["SudoRoleView"][];
            /**
             * Format: date-time
             * @description The end that the server held; null: it was not told
             */
            untilAt: string | null;
            /** @description The signature fits the key of the connector: checked for this answer */
            verified: boolean;
        };
        GrantResource: {
            host: string;
            /** Format: uuid */
            id: string;
            integrationName: string;
            name: string;
            port: number;
        };
        GrantsPage: {
            items: components["schemas"]["GrantView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        /** @enum {string} */
        GrantsScope: "mine" | "all";
        /** @enum {string} */
        GrantState: "granting" | "active" | "ending" | "ended" | "failed";
        GrantView: {
            /** @description The Linux account to log in as */
            account: string;
            /** @description A flow gives it by itself, and renews it; null: it was asked for */
            automatic: components["schemas"]["GrantAutomatic"] | null;
            /** @description Why it ends or ended */
            cause: components["schemas"]["GrantCause"] | null;
            certificateSerials: string[];
            /** @description It has ended, its removal is not proved and not written off */
            debt: boolean;
            /**
             * Format: date-time
             * @description Since when it is access debt
             */
            debtSince: string | null;
            /**
             * Format: date-time
             * @description When its end was ordered
             */
            endedAt: string | null;
            /** @description null: its flow lets nobody make it longer */
            extension: components["schemas"]["GrantExtensionView"] | null;
            fault: components["schemas"]["FaultView"] | null;
            /** @description It has ended, and so many sessions are all that is left of it, by leave of its access flow */
            finishingSessions: number | null;
            /**
             * Format: date-time
             * @description Until when sessions that run at its end may go on; null: they end with it, or were ended
             */
            finishUntilAt: string | null;
            /** Format: date-time */
            fromAt: string;
            /** Format: uuid */
            id: string;
            /** @description I may ask to make it longer now */
            mayExtend: boolean;
            mayGiveBack: boolean;
            mayRevoke: boolean;
            permissions: string[];
            person: components["schemas"]["PersonSummary"];
            /**
             * Format: date-time
             * @description When a read-back showed nothing left
             */
            provedAt: string | null;
            /**
             * Format: date-time
             * @description The end that the server was last read back to hold: `untilAt` itself once it was told that. Another one: there it ends, or has ended, then, until the server is told. null: it has told none
             */
            provedUntilAt: string | null;
            /** Format: uuid */
            requestId: string;
            resource: components["schemas"]["GrantResource"];
            /** Format: date-time */
            retryAt: string | null;
            /** @description `active` and `ended` are proved */
            state: components["schemas"]["GrantState"];
            /** @description The sudo roles among the permissions, with exactly the commands that were approved */
            sudoRoles: components["schemas"]["SudoRoleView"][];
            /** Format: date-time */
            untilAt: string;
            writtenOff: components["schemas"]["WriteOffView"] | null;
        };
        HealthView: {
            /** @enum {string} */
            status: "ok";
        };
        HostKeyView: {
            fingerprint: string;
            key: string;
            type: string;
        };
        InstallationView: {
            /** @description Only in a demo: sign-ins that anybody may use */
            demo: components["schemas"]["Demo"] | null;
            /** Format: uuid */
            id: string;
            name: string;
            needsFirstAdministrator: boolean;
            version: string;
        };
        IntegrationConnectorView: {
            connected: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        IntegrationOwnersView: {
            /** @description Those that name nobody first; at most 1,000 */
            values: components["schemas"]["IntegrationOwnerValue"][];
        };
        IntegrationOwnerValue: {
            names: components["schemas"]["OwnerTagNames"];
            /** @description With team null too: it names nobody */
            person: components["schemas"]["PersonSummary"] | null;
            /** @description How many servers bear it */
            servers: number;
            tag: string;
            team: components["schemas"]["TeamSummary"] | null;
            value: string;
        };
        IntegrationsPage: {
            items: components["schemas"]["IntegrationView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        /** @enum {string} */
        IntegrationStatus: "initializing" | "active" | "warning" | "error";
        IntegrationTargetInput: {
            /** Format: uuid */
            integrationId: string;
            permissions: "all" | string[];
            servers: {
                /** @enum {boolean} */
                all: true;
            } | {
                names: string[];
            } | {
                ids: string[];
            } | {
                patterns: string[];
            } | {
                tags: {
                    [key: string]: string;
                };
            } | {
                tagPatterns: {
                    [key: string]: string;
                };
            } | {
                exclude: ({
                    /** @enum {boolean} */
                    all: true;
                } | {
                    names: string[];
                } | {
                    ids: string[];
                } | {
                    patterns: string[];
                } | {
                    tags: {
                        [key: string]: string;
                    };
                } | {
                    tagPatterns: {
                        [key: string]: string;
                    };
                })[];
                include: ({
                    /** @enum {boolean} */
                    all: true;
                } | {
                    names: string[];
                } | {
                    ids: string[];
                } | {
                    patterns: string[];
                } | {
                    tags: {
                        [key: string]: string;
                    };
                } | {
                    tagPatterns: {
                        [key: string]: string;
                    };
                })[];
            };
        };
        IntegrationView: {
            connector: components["schemas"]["IntegrationConnectorView"];
            /** Format: date-time */
            createdAt: string;
            /** @description What people read on the page of their access */
            customAccessDetails: string | null;
            defaultUser: string;
            fault: components["schemas"]["FaultView"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "ssh-servers";
            /** Format: date-time */
            lastLookedAt: string | null;
            name: string;
            owners: components["schemas"]["OwnersView"];
            ownerTags: components["schemas"]["OwnerTagView"][];
            /** @description Where the connector reads the key of its login: value base64_private_key of that secret */
            secret: {
                path: string;
                /** @enum {string} */
                store: "file";
            } | {
                endpoint?: string;
                region: string;
                secretId: string;
                /** @enum {string} */
                store: "aws-secrets-manager";
            };
            servers: components["schemas"]["ServerEntryView"][];
            serversActive: number;
            serversFound: number;
            status: components["schemas"]["IntegrationStatus"];
            sudoRoles: components["schemas"]["SudoRoleView"][];
            userGroups: string[];
        };
        /** @enum {string} */
        LaterStartAt: "scheduled" | "first-use";
        LiftedView: {
            /** @description Fewer than were named where some were kept back no more */
            lifted: number;
        };
        LiftInput: {
            /** Format: uuid */
            flowId: string;
            /** Format: uuid */
            personId: string;
            /** Format: uuid */
            resourceId: string;
        };
        LiftManyInput: {
            places: components["schemas"]["LiftInput"][];
        };
        MarkFailed: {
            /** @description How often in a row */
            failures: number;
            fault: components["schemas"]["FaultView"];
            /** Format: date-time */
            retryAt: string;
        };
        MarkHeld: {
            /** Format: date-time */
            at: string;
            /** @description Who ended it */
            by: string;
            /** @description The person whose access it was */
            bySelf: boolean;
            /** @description For administrators; in what is one’s own always null */
            reason: string | null;
        };
        MarkNamed: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        NamedThing: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        NewConnector: {
            name: string;
        };
        NewConnectorView: {
            /** @description The line that starts the connector with it */
            command: string;
            connector: components["schemas"]["ConnectorView"];
            /** @description Works once, for an hour; shown this one time */
            enrolmentToken: string;
        };
        NewEnrolmentToken: {
            /** @description true: the token adds an instance. Otherwise who enrols with it takes the place of all that are enrolled */
            adds?: boolean;
        };
        NewIntegration: {
            /** Format: uuid */
            connectorId: string;
            /** @description Plain text for the page of whoever has access to one of its servers; null: none */
            customAccessDetails?: string | null;
            /** @description Login for servers that name none */
            defaultUser?: string;
            /** @description Text of a known_hosts file: its keys count as confirmed */
            knownHosts?: string;
            name: string;
            /** @description Who owns the integration */
            owners?: components["schemas"]["OwnersInput"];
            /** @description Tags whose values name the owners of a server, compared exactly */
            ownerTags?: components["schemas"]["OwnerTagInput"][];
            /** @description Where the connector reads the key of its login: value base64_private_key of that secret */
            secret: {
                path: string;
                /** @enum {string} */
                store: "file";
            } | {
                endpoint?: string;
                region: string;
                secretId: string;
                /** @enum {string} */
                store: "aws-secrets-manager";
            };
            /** @description The list, or its JSON text. Each server: name, host, and optionally user, port (number or text), tags (list or object) */
            servers: {
                [key: string]: unknown;
            }[] | string;
            /** @description Sudo rules with a name that people may ask for */
            sudoRoles?: components["schemas"]["SudoRoleInput"][];
            /** @description Linux groups that people may ask for */
            userGroups?: string[];
        };
        NewPersonInput: {
            /** @description Made from the address when left out */
            accountName?: string;
            attributes?: {
                [key: string]: string;
            };
            displayName: string;
            /** Format: email */
            email: string;
            /** Format: uuid */
            managerId?: string | null;
            password?: string;
            role: components["schemas"]["Role"];
        };
        NewTeam: {
            description?: string;
            memberIds?: string[];
            name: string;
        };
        OutcomeView: {
            /** @description Who would be asked first */
            asked: string[];
            /** @description The flow that answers */
            flow: string | null;
            /** @description What would help */
            help?: string;
            /** @description One sentence */
            text: string;
            would: components["schemas"]["SimulatedOutcome"];
        };
        OverrideInput: {
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            personId: string;
            /** Format: date-time */
            until: string;
        };
        OwnersInput: {
            personIds: string[];
            teamIds: string[];
        };
        OwnersView: {
            people: components["schemas"]["PersonSummary"][];
            teams: components["schemas"]["TeamSummary"][];
        };
        OwnerTagInput: {
            /** @description Its value is the name of a team, or the address of a person */
            names: components["schemas"]["OwnerTagNames"];
            /** @description Key of the tag */
            tag: string;
        };
        /** @enum {string} */
        OwnerTagNames: "team" | "person";
        OwnerTagView: {
            names: components["schemas"]["OwnerTagNames"];
            tag: string;
        };
        OwnerValueView: {
            names: components["schemas"]["OwnerTagNames"];
            /** @description With team null too: it names nobody */
            person: components["schemas"]["PersonSummary"] | null;
            tag: string;
            team: components["schemas"]["TeamSummary"] | null;
            value: string;
        };
        PeopleAndTeams: {
            people: components["schemas"]["PersonSummary"][];
            teams: components["schemas"]["TeamSummary"][];
        };
        PeopleOrTeamsInput: {
            personIds: string[];
            teamIds: string[];
        };
        PeoplePage: {
            items: components["schemas"]["PersonView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        PersonSummary: {
            displayName: string;
            email: string | null;
            /** Format: uuid */
            id: string;
        };
        PersonView: {
            /** @description The name of the person on servers */
            accountName: string;
            attributes: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            disabled: boolean;
            displayName: string;
            email: string | null;
            /** Format: uuid */
            id: string;
            /** @description Who vouches for the person */
            issuer: string;
            manager: components["schemas"]["PersonSummary"] | null;
            role: components["schemas"]["Role"];
            subject: string;
            teams: components["schemas"]["TeamSummary"][];
        };
        PlannedWriteView: {
            content: string | null;
            mode: string;
            path: string;
            purpose: string;
        };
        Problem: {
            code: components["schemas"]["FaultCode"];
            fields?: components["schemas"]["ProblemField"][];
            /** @description What to do now */
            hint?: string;
            /** @description What went wrong, for the person */
            message: string;
            status: number;
        };
        ProblemField: {
            /** @description Where, e.g. servers[2].host */
            path: string;
            reason: string;
        };
        /** @enum {string} */
        ProposalAction: "add" | "edit" | "activate" | "remove" | "switch-off";
        ProposalInput: {
            action: components["schemas"]["ProposalAction"];
            /** @description All of the bundle, to add or edit one */
            bundle?: components["schemas"]["BundleInput"];
            /** @description All of the flow, to add or edit one */
            flow?: components["schemas"]["AccessFlowInput"];
            /**
             * Format: uuid
             * @description The flow or bundle; not with `add` and `switch-off`
             */
            id?: string;
            kind: components["schemas"]["ProposalKind"];
            /** @description The version that was edited. Where there is a newer one nothing is saved; unless said, none is looked at */
            version?: number;
        };
        /** @enum {string} */
        ProposalKind: "access-flow" | "bundle" | "four-eyes";
        /** @enum {string} */
        ProposalState: "pending" | "approved" | "refused" | "withdrawn" | "stale";
        ProposedDifference: {
            /** @description null: it is taken away */
            after: string | null;
            /** @description null: there is nothing yet */
            before: string | null;
            field: string;
        };
        QueryTargetInput: {
            permissions: "all" | string[];
            query: components["schemas"]["FlowQuery"];
        };
        ReachView: {
            /** @description As things are now; for a bundle by each active flow that names it, for a team by each by which anybody gains or loses */
            flows: components["schemas"]["FlowReachView"][];
        };
        ReceiptConnector: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ReceiptFileView: {
            connector: components["schemas"]["ReceiptConnector"];
            /** @enum {string} */
            format: "curfew-receipt-v1";
            /** @description The exact JSON text of what was read back */
            payload: string;
            /** @description The connector's public key as this control plane pinned it, SPKI PEM */
            publicKey: string;
            /** Format: uuid */
            receiptId: string;
            /** @description Ed25519 over them, base64 */
            signature: string;
            /** @description The bytes that were signed, base64: the format, a line break, the payload */
            signed: string;
        };
        ReceiversView: {
            /** @description The first of them by name */
            items: components["schemas"]["PersonSummary"][];
        };
        RefuseProposalInput: {
            reason: string;
        };
        RemoveFromServers: {
            /** @description Absent: all servers of the integration */
            serverIds?: string[];
        };
        RequestBackgroundOf: {
            background: components["schemas"]["RequestBackgroundView"];
            /** Format: uuid */
            requestId: string;
        };
        RequestBackgroundsView: {
            /** @description Of those requests that one may be told it of */
            items: components["schemas"]["RequestBackgroundOf"][];
        };
        RequestBackgroundView: {
            /** @description The Linux account on the server as which one logs in */
            account: string;
            /** @description The last requests for this server, then for others of its integration */
            before: components["schemas"]["RequestBefore"][];
            /** @description The same for all servers of its integration */
            grantsOnIntegration: number;
            /** @description How often access to this server was granted in the last 90 days */
            grantsOnServer: number;
            /** @description What the person has on the server now */
            running: components["schemas"]["RunningThere"][];
            /** @description What Curfew found that the account has there and did not add */
            standing: components["schemas"]["StandingThere"][];
        };
        RequestBefore: {
            /** Format: date-time */
            at: string;
            /** @description Why that ended */
            cause: components["schemas"]["GrantCause"] | null;
            durationSeconds: number;
            /** @description It asked to make running access longer */
            extension: boolean;
            /** @description Of the access that came of it */
            grantState: components["schemas"]["GrantState"] | null;
            /** Format: uuid */
            id: string;
            permissions: string[];
            /** @description It was for the very server */
            sameServer: boolean;
            serverName: string;
            state: components["schemas"]["AccessRequestState"];
        };
        RequestExtension: {
            /**
             * Format: date-time
             * @description The end before it; null: it gave none and waits no more
             */
            fromUntilAt: string | null;
            /** Format: uuid */
            grantId: string;
            /** @description How many the flow allows */
            most: number;
            /** @description Which extension it is, or would be */
            number: number;
            /**
             * Format: uuid
             * @description The request that led to that access
             */
            requestId: string;
            /**
             * Format: date-time
             * @description The end that it gave, or while it waits would give; null: none
             */
            untilAt: string | null;
        };
        RequestField: {
            label: string;
            name: string;
            value: string;
        };
        RequestFlow: {
            /** Format: uuid */
            id: string;
            name: string;
            version: number;
        };
        RequestGrant: {
            /** Format: uuid */
            id: string;
            state: components["schemas"]["GrantState"];
            /** Format: date-time */
            untilAt: string;
        };
        RequestResource: {
            host: string;
            /** Format: uuid */
            id: string;
            integrationName: string;
            name: string;
        };
        RequestReview: {
            /** Format: date-time */
            closedAt: string | null;
            closedBy: components["schemas"]["PersonSummary"] | null;
            comment: string | null;
            /** Format: date-time */
            dueAt: string;
            /** @description It is open and past its time */
            overdue: boolean;
        };
        RequestToStart: {
            at: components["schemas"]["LaterStartAt"];
            /**
             * Format: date-time
             * @description When it begins by itself, or until when its first use must come
             */
            dueAt: string;
            /** @description Why the server takes no grants now: until then it waits */
            waitsFor: string | null;
        };
        ResetOrders: {
            /** @description What runs or is approved to begin in this database was looked at and stays; else it all ends */
            keepGrants: boolean;
            /** @description What happened; it stands in the audit */
            reason: string;
        };
        /** @enum {string} */
        ResourceKind: "ssh-server";
        /** @enum {string} */
        ReviewFilter: "open" | "overdue";
        ReviewInput: {
            /** @description What the reviewer found */
            comment: string;
        };
        /** @enum {string} */
        RevocationOutcome: "revoked" | "over-already" | "refused";
        RevocationsView: {
            items: components["schemas"]["RevocationView"][];
            /** @description How many more match that this call did not come to */
            left: number;
            /**
             * Format: uuid
             * @description `after` of the next call; null: none
             */
            next: string | null;
            revoked: number;
        };
        RevocationView: {
            /** @description Why it was not revoked */
            fault: components["schemas"]["FaultView"] | null;
            /** Format: uuid */
            grantId: string;
            /** @description Whose access to what; null: there is no such grant */
            name: string | null;
            outcome: components["schemas"]["RevocationOutcome"];
        };
        RevokeGrant: {
            reason: string;
        };
        RevokeGrants: {
            grantIds: string[];
            reason: string;
        };
        RevokeMatching: {
            /**
             * Format: uuid
             * @description Go on after this grant: `next` of the answer before
             */
            after?: string;
            /**
             * Format: uuid
             * @description Who answered
             */
            approverId?: string;
            /** @description How many somebody has confirmed: when more match, none is revoked */
            count: number;
            /**
             * Format: uuid
             * @description In whatever version
             */
            flowId?: string;
            /**
             * Format: date-time
             * @description Only what was asked at this moment or later
             */
            from?: string;
            grantState?: components["schemas"]["GrantState"][];
            /** Format: uuid */
            integrationId?: string;
            kind?: components["schemas"]["ActivityKind"][];
            /** @description One of what was asked for: a Linux group, a sudo role, or Default */
            permission?: string;
            /**
             * Format: uuid
             * @description Who asked, receives or answered
             */
            personId?: string;
            reason: string;
            /**
             * Format: uuid
             * @description Who gets what is asked for
             */
            receiverId?: string;
            /**
             * Format: uuid
             * @description Who asked
             */
            requesterId?: string;
            requestState?: components["schemas"]["AccessRequestState"][];
            /** Format: uuid */
            resourceId?: string;
            /** @description Part of the reason, or of the name of the server or the person */
            search?: string;
            /**
             * Format: date-time
             * @description Only what was asked before this moment
             */
            to?: string;
        };
        /** @enum {string} */
        Role: "administrator" | "member";
        RunningThere: {
            /** Format: uuid */
            grantId: string;
            permissions: string[];
            /** Format: date-time */
            untilAt: string;
        };
        SampleView: {
            count: number;
            /** @description The first by name, at most 10 */
            first: string[];
        };
        SeenHostKey: {
            fingerprint: string;
            /** Format: uuid */
            id: string;
        };
        ServerDebtView: {
            grants: number;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            oldestSince: string;
        };
        ServerEntryView: {
            host: string;
            name: string;
            port: number;
            tags: {
                [key: string]: string;
            };
            user: string;
        };
        /** @enum {string} */
        ServerFilter: "faulty" | "to-confirm" | "to-set-up" | "under-way" | "not-looked-at" | "active" | "removed";
        ServerOwnersView: {
            /** @description What its tags say */
            byTag: components["schemas"]["OwnerValueView"][];
            /** @description Those of its integration */
            integration: components["schemas"]["OwnersView"];
            /** @description Those named on this server */
            named: components["schemas"]["OwnersView"];
        };
        ServersListInput: {
            defaultUser?: string;
            /** @description The list, or its JSON text. Each server: name, host, and optionally user, port (number or text), tags (list or object) */
            servers: {
                [key: string]: unknown;
            }[] | string;
        };
        ServersListView: {
            servers: components["schemas"]["ServerEntryView"][];
        };
        ServersPage: {
            items: components["schemas"]["ServerView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        /** @enum {string} */
        ServerState: "unknown" | "unconfirmed" | "ready-for-set-up" | "active" | "amber" | "failing" | "removed";
        ServersWithHostKeys: {
            servers: components["schemas"]["SeenHostKey"][];
        };
        ServerView: {
            clockSkewSeconds: number | null;
            confirmedFingerprint: string | null;
            faults: components["schemas"]["FaultView"][];
            /** @description The list does not name it any more */
            gone: boolean;
            /** @description The login may run the installed curfew-host by a sudoers line of its own */
            helperReady: boolean;
            host: string;
            /** @description What the server last showed */
            hostKeys: components["schemas"]["HostKeyView"][];
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            integrationId: string;
            /** Format: date-time */
            lastLookedAt: string | null;
            missingGroups: string[];
            name: string;
            port: number;
            scriptVersion: string | null;
            sshdVersion: string | null;
            state: components["schemas"]["ServerState"];
            /** @description null: not known yet */
            sudoMode: components["schemas"]["SudoMode"] | null;
            tags: {
                [key: string]: string;
            };
            /** @description Login of the connector */
            user: string;
            wanted: components["schemas"]["ServerWanted"];
            warnings: string[];
            wouldWrite: components["schemas"]["PlannedWriteView"][];
        };
        /** @enum {string} */
        ServerWanted: "look" | "set-up" | "removed";
        SessionView: {
            /** @description What the person may do in Curfew */
            authorities: string[];
            person: components["schemas"]["PersonView"];
            /** @description Access requests that wait for this person's answer */
            waitingForMe: number;
        };
        ShiftInput: {
            /** @description The time of day in that zone, such as 09:00 */
            handoverTime: string;
            /** @description How long a turn is */
            length: components["schemas"]["ShiftLengthInput"];
            name: string;
            /** @description In the order of their turns */
            personIds: string[];
            /** @description The day on which the first turn begins, such as 2026-11-22 */
            startDate: string;
            /** @description IANA name, such as Europe/Berlin */
            timeZone: string;
        };
        ShiftLengthInput: {
            count: number;
            unit: components["schemas"]["ShiftUnit"];
        };
        ShiftLengthView: {
            count: number;
            unit: components["schemas"]["ShiftUnit"];
        };
        ShiftOverrideView: {
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            person: components["schemas"]["ShiftPersonView"];
            /** Format: date-time */
            until: string;
        };
        ShiftPersonView: {
            /** @description Counts as nobody */
            disabled: boolean;
            displayName: string;
            email: string | null;
            /** Format: uuid */
            id: string;
        };
        ShiftScheduleView: {
            stretches: components["schemas"]["ShiftStretchView"][];
        };
        ShiftsPage: {
            items: components["schemas"]["ShiftView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ShiftStretchView: {
            /** Format: date-time */
            from: string;
            /**
             * Format: uuid
             * @description The override by which the person is on duty
             */
            overrideId: string | null;
            person: components["schemas"]["ShiftPersonView"] | null;
            /** Format: date-time */
            until: string;
        };
        /** @enum {string} */
        ShiftUnit: "hours" | "days" | "weeks";
        ShiftView: {
            handoverTime: string;
            /** Format: uuid */
            id: string;
            /** @description How long a turn is */
            length: components["schemas"]["ShiftLengthView"];
            name: string;
            /** @description Who is on duty now; null: nobody */
            onDuty: components["schemas"]["ShiftPersonView"] | null;
            /**
             * Format: date-time
             * @description Until somebody else is; null: nobody else follows
             */
            onDutyUntil: string | null;
            /** @description Those that have not ended, the earliest first */
            overrides: components["schemas"]["ShiftOverrideView"][];
            /** @description In the order of their turns */
            people: components["schemas"]["ShiftPersonView"][];
            /** Format: date */
            startDate: string;
            timeZone: string;
        };
        SignIn: {
            email: string;
            password: string;
        };
        SimulatedFlowView: {
            /** @description It lets this person ask for this at this hour, or gives it by itself */
            applies: boolean;
            /** @description As edited, and not saved */
            draft: boolean;
            /**
             * Format: uuid
             * @description null: it is not saved yet
             */
            id: string | null;
            name: string;
            why: components["schemas"]["ToldView"][];
        };
        /** @enum {string} */
        SimulatedOutcome: "start" | "later" | "wait" | "refuse";
        SimulateInput: {
            /**
             * Format: date-time
             * @description Now, unless it is said
             */
            atIso?: string;
            /** @description An edit to be tried without saving it */
            draft?: components["schemas"]["DraftInput"];
            /** @description Unless said: what the first flow that applies gives */
            permissions?: string[];
            /** Format: uuid */
            personId: string;
            /** Format: uuid */
            resourceId: string;
        };
        SimulationView: {
            /** Format: date-time */
            at: string;
            /** @description Those that apply first; of the others at most 100 */
            flows: components["schemas"]["SimulatedFlowView"][];
            outcome: components["schemas"]["OutcomeView"];
            permissions: string[];
            person: string;
            resource: string;
            /** @description Of all flows */
            total: number;
        };
        StandingFindingServer: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        StandingFindingsPage: {
            items: components["schemas"]["StandingFindingView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        StandingFindingView: {
            account: string;
            /**
             * Format: date-time
             * @description When it was seen first
             */
            foundAt: string;
            kind: components["schemas"]["StandingKind"];
            name: string;
            /**
             * Format: date-time
             * @description When it was seen last
             */
            seenAt: string;
            server: components["schemas"]["StandingFindingServer"];
            /** @description A grant runs on the account, so that the server is read again */
            watched: boolean;
        };
        /** @enum {string} */
        StandingKind: "membership" | "key" | "job" | "session";
        StandingThere: {
            kind: components["schemas"]["StandingKind"];
            name: string;
            /** Format: date-time */
            seenAt: string;
        };
        /**
         * @description null: not known yet
         * @enum {string}
         */
        SudoMode: "full-sudo" | "helper";
        SudoRoleInput: {
            /** @description Absolute path of a program and exactly the arguments that it may be run with, e.g. `/usr/bin/systemctl restart nginx`. Without arguments it may be run without arguments only. No wildcards, no quotes, no `..`. `ALL` alone gives root. */
            commands: string[];
            /** @description As the names of Linux groups, and none of the user groups */
            name: string;
        };
        SudoRoleView: {
            /** @description Absolute commands with exactly these arguments (without any: none), run as root; ALL: everything */
            commands: string[];
            /** @description ALL is among them: who has it can undo anything on that server */
            givesRoot: boolean;
            name: string;
        };
        TeamMembers: {
            personIds: string[];
        };
        TeamReachInput: {
            /** @description null: the team is deleted */
            team: components["schemas"]["EditedTeam"] | null;
        };
        TeamsPage: {
            items: components["schemas"]["TeamView"][];
            /** @description How many there are on all pages */
            total: number;
        };
        TeamSummary: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        TeamView: {
            description: string;
            /** Format: uuid */
            id: string;
            members: components["schemas"]["PersonSummary"][];
            name: string;
        };
        TierAsked: {
            /** @description Teams, people and others */
            approvers: string[];
            /** Format: date-time */
            at: string;
        };
        TimelineActor: {
            /** Format: uuid */
            id: string | null;
            /** @enum {string} */
            kind: "person" | "connector" | "system";
            name: string;
        };
        /** @enum {string} */
        TimelineKind: "asked" | "approvers-asked" | "approvers-told" | "reviewed" | "answered-yes" | "answered-no" | "approved" | "denied" | "cancelled" | "timed-out" | "begun" | "lapsed" | "ordered" | "in-force" | "failed" | "key-bound" | "key-reset" | "certificate-issued" | "extended" | "end-proved" | "ended" | "finishing" | "sessions-ended" | "removal-incomplete" | "removal-proved" | "debt-alarmed" | "debt-alarm-cleared" | "written-off" | "other";
        TimelineLineView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["TimelineActor"];
            certificateSerial: string | null;
            /** @description Generation of the order that told a connector */
            generation: number | null;
            kind: components["schemas"]["TimelineKind"];
            /** @description What he who did it gave as the reason */
            reason: string | null;
            /**
             * Format: uuid
             * @description The proof. For administrators only
             */
            receiptId: string | null;
            /**
             * Format: uuid
             * @description Another request that it is about: the one for an extension
             */
            requestId: string | null;
            /** @description What happened */
            sentence: string;
            /**
             * Format: date-time
             * @description Until when what happened holds
             */
            untilAt: string | null;
        };
        TimelineView: {
            /** @description Oldest first */
            items: components["schemas"]["TimelineLineView"][];
        };
        ToldView: {
            /** @description What is looked at */
            about: string;
            holds: boolean;
            parts: components["schemas"]["ToldView"][];
            text: string;
        };
        UserCaKeyView: {
            /** @description `SHA256:…` */
            fingerprint: string;
            /** @description One line of an OpenSSH public key */
            line: string;
        };
        WaitingPeople: {
            count: number;
            /** @description The first by name, at most 10 */
            first: string[];
        };
        WriteOffReason: {
            reason: string;
        };
        WriteOffView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonSummary"];
            reason: string;
        };
        WrittenOffView: {
            /** @description Grants that were written off */
            writtenOff: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    accessDebtDebt: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only debt that is at least so old */
                olderThanSeconds?: number;
                order?: components["schemas"]["DebtOrder"];
                resourceId?: string;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessDebtSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DebtSummaryView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFlowsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessFlowInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFlowView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFlowView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessFlowEdit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFlowView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsActivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFlowView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowTrialsBlastRadius: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlastRadiusInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlastRadiusView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessFlowsDeactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFlowView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowTrialsBlastRadiusOfNew: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlastRadiusInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlastRadiusView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowTrialsSimulate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulateInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsList: {
        parameters: {
            query?: {
                /** @description Only those that were asked for together */
                batchId?: string;
                limit?: number;
                offset?: number;
                /** @description Only those that were taken in an emergency and are not reviewed */
                review?: components["schemas"]["ReviewFilter"];
                /** @description `to-start`: approved and not begun, for its approvers; `all` is for administrators */
                scope?: components["schemas"]["AccessRequestsScope"];
                /** @description Only what has this text in it */
                search?: string;
                state?: components["schemas"]["AccessRequestState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsSubmit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInput"];
            };
        };
        responses: {
            /** @description Of what runs already: the request to make it longer, with `extension` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsApprove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askingBackground: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestBackgroundView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsDeny: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askingReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessRequestsStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The first use of what was approved: its time begins now. Doing it again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    timelineTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askingBackgroundsOf: {
        parameters: {
            query: {
                id: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestBackgroundsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askingSubmit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBatchInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskBatchView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askingDryRunBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBatchInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchDryRunView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askingDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activityPage: {
        parameters: {
            query?: {
                /** @description Who answered */
                approverId?: string;
                /** @description Only requests that stand after this one: the id of the last one seen */
                before?: string;
                /** @description In whatever version */
                flowId?: string;
                /** @description Only what was asked at this moment or later */
                from?: string;
                grantState?: components["schemas"]["GrantState"][];
                integrationId?: string;
                kind?: components["schemas"]["ActivityKind"][];
                limit?: number;
                /** @description One of what was asked for: a Linux group, a sudo role, or Default */
                permission?: string;
                /** @description Who asked, receives or answered */
                personId?: string;
                /** @description Who gets what is asked for */
                receiverId?: string;
                /** @description Who asked */
                requesterId?: string;
                requestState?: components["schemas"]["AccessRequestState"][];
                resourceId?: string;
                /** @description Part of the reason, or of the name of the server or the person */
                search?: string;
                /** @description Only what was asked before this moment */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activityExport: {
        parameters: {
            query: {
                /** @description Who answered */
                approverId?: string;
                /** @description In whatever version */
                flowId?: string;
                format: components["schemas"]["ActivityExportFormat"];
                /** @description Only what was asked at this moment or later */
                from?: string;
                grantState?: components["schemas"]["GrantState"][];
                integrationId?: string;
                kind?: components["schemas"]["ActivityKind"][];
                /** @description One of what was asked for: a Linux group, a sudo role, or Default */
                permission?: string;
                /** @description Who asked, receives or answered */
                personId?: string;
                /** @description Who gets what is asked for */
                receiverId?: string;
                /** @description Who asked */
                requesterId?: string;
                requestState?: components["schemas"]["AccessRequestState"][];
                resourceId?: string;
                /** @description Part of the reason, or of the name of the server or the person */
                search?: string;
                /** @description Only what was asked before this moment */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV as of RFC 4180, or one JSON array */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                    "text/csv": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activityRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeGrants"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activityRevokeMatching: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeMatching"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attentionShow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttentionView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditList: {
        parameters: {
            query?: {
                action?: string;
                actorId?: string;
                /** @description Only rows older than this one: its id */
                before?: string;
                /** @description Only rows of this moment or later */
                from?: string;
                limit?: number;
                objectId?: string;
                /** @description Only rows before this moment */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditExport: {
        parameters: {
            query?: {
                action?: string;
                actorId?: string;
                /** @description Only rows of this moment or later */
                from?: string;
                objectId?: string;
                /** @description Only rows before this moment */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    automaticAccessKeptBack: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomaticMarksPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    automaticAccessMine: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomaticMarksPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    automaticAccessLift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiftInput"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    automaticAccessLiftMany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiftManyInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiftedView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    automaticAccessAllWaiting: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomaticWaitingPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    automaticAccessMyWaiting: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomaticWaitingPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bundlesList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundlesPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bundlesAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BundleInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundleView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bundlesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundleView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bundlesEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BundleEdit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundleView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bundlesRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowReachesOfBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BundleReachInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogPage: {
        parameters: {
            query?: {
                integrationId?: string;
                limit?: number;
                offset?: number;
                /** @description Those that the person marked */
                only?: components["schemas"]["CatalogOnly"];
                /** @description Only this server, where the person may ask for it */
                resourceId?: string;
                /** @description Only what has this text in it */
                search?: string;
                /** @description `key` or `key=value` */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogBundlesOf: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogBundlesView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogMark: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FavouriteInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogEntry"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogUnmark: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogReceiversOf: {
        parameters: {
            query: {
                flowId: string;
                /** @description Only names that have this text in them */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiversView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connectorsList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connectorsAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnector"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewConnectorView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connectorsRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connectorsFreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEnrolmentToken"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentTokenView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    instancesRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                instanceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    instancesAcceptUserCa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                instanceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptedUserCa"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ordersResetReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetOrders"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    curfewHostFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    curfewHostAbout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurfewHostView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    directoryFind: {
        parameters: {
            query?: {
                /** @description Only names that have this text in them */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eventsOpen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessDebtFailed: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessionMakeFirstAdministrator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstAdministrator"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsList: {
        parameters: {
            query?: {
                kind?: components["schemas"]["ProposalKind"];
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
                /** @description false: those that were decided */
                waiting?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProposalsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsPropose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProposalView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProposalView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsApprove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProposalView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsBlastRadius: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsRefuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseProposalInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProposalView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowProposalsWithdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowProposalView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fourEyesLook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FourEyesView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fourEyesSet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FourEyesInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FourEyesView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantsList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                resourceId?: string;
                /** @description `all`: those that you may see */
                scope?: components["schemas"]["GrantsScope"];
                /** @description Only what has this text in it */
                search?: string;
                state?: components["schemas"]["GrantState"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    certificatesAccessDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDetailsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    certificatesCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDetailsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    extensionsExtend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendInput"];
            };
        };
        responses: {
            /** @description The request for it; approved at once where nobody is asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequestView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantsGiveBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiptsOfGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantReceiptsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantsRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeGrant"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    installationLook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallationView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIntegration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsShow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditIntegration"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsConfirmHostKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServersWithHostKeys"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerView"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsShowOwners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationOwnersView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsRemoveFromServers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveFromServers"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsListServers: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only those of this kind */
                only?: components["schemas"]["ServerFilter"];
                /** @description Only what has this text in it */
                search?: string;
                /** @description `key` or `key=value` */
                tag?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServersPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsSetUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServersWithHostKeys"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerView"][];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    integrationsCheckList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServersListInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServersListView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeoplePage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPersonInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditPerson"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleDisable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisablePerson"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleEnable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiptsFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptFileView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversShow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversListClaims: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountClaimsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountClaimReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountClaimsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversUnclaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountClaimReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountClaimsView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversConfirmHostKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmHostKey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversShowOwners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerOwnersView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversNameOwners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnersInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerOwnersView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessDebtDismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissStanding"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serversWriteOff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteOffReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenOffView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessionLook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessionSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessionSignOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessionChangePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShiftInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShiftInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsAddOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideInput"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsRemoveOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                overrideId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shiftsSchedule: {
        parameters: {
            query?: {
                /** @description Now, unless it is said */
                from?: string;
                /** @description Four weeks later, unless it is said; at most 92 days */
                until?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftScheduleView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessDebtStandingAccess: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                resourceId?: string;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingFindingsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teamsList: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teamsAdd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teamsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teamsRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teamsEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditTeam"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowReachesOfTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamReachInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teamsSetMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamMembers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flowReachesOfNewTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamReachInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachView"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accessDebtUnprovedExtensions: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Only what has this text in it */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantsPage"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
