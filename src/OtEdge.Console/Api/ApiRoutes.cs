namespace OtEdge.Console.Api;

/// <summary>Paths of the HTTP API; `{...}` stands for a name or an id.</summary>
public static class ApiRoutes
{
    /// <summary>Header in which a local client says who is calling; the peer's user id on the socket goes before it.</summary>
    public const string UserHeader = "X-OtEdge-User";

    /// <summary>Name of the socket in the state directory.</summary>
    public const string SocketName = "otedge.sock";

    /// <summary>GET: <see cref="StatusView"/>.</summary>
    public const string Status = "/api/v1/status";

    /// <summary>GET: array of <see cref="ZoneView"/>.</summary>
    public const string Zones = "/api/v1/zones";

    /// <summary>GET: array of <see cref="ConduitView"/>.</summary>
    public const string Conduits = "/api/v1/conduits";

    /// <summary>GET: <see cref="ConduitView"/>.</summary>
    public const string Conduit = "/api/v1/conduits/{name}";

    /// <summary>GET: <see cref="PolicyView"/>, the live policy.</summary>
    public const string ConduitPolicy = "/api/v1/conduits/{name}/policy";

    /// <summary>GET, PUT with <see cref="Editing.DraftRequest"/>, DELETE: the text that people work on; <see cref="Editing.DraftView"/> with its entity
    /// tag, which PUT and DELETE need as If-Match.</summary>
    public const string ConduitDraft = "/api/v1/conduits/{name}/draft";

    /// <summary>POST: <see cref="PolicyText"/> is checked and compared with the live policy; <see cref="PolicyCheckView"/>.</summary>
    public const string ConduitPolicyCheck = "/api/v1/conduits/{name}/policy/check";

    /// <summary>GET: the JSON Schema of policy files.</summary>
    public const string PolicySchema = "/api/v1/schemas/policy";

    /// <summary>GET with `since`: <see cref="TrendView"/>.</summary>
    public const string ConduitTrend = "/api/v1/conduits/{name}/trend";

    /// <summary>POST: drops the conduit's connections and opens it again as the settings now say; <see cref="ConduitView"/>.</summary>
    public const string ConduitRestart = "/api/v1/conduits/{name}/restart";

    /// <summary>POST: <see cref="RollbackRequest"/> proposes the previous confirmed posture; <see cref="ChangeResult"/>.</summary>
    public const string ConduitRollback = "/api/v1/conduits/{name}/rollback";

    /// <summary>GET: <see cref="ShadowReport"/>. POST: <see cref="ShadowRequest"/> shadows a candidate or none; <see cref="ShadowReport"/>.</summary>
    public const string ConduitShadow = "/api/v1/conduits/{name}/shadow";

    /// <summary>POST: <see cref="ReplayRequest"/> replays recorded traffic; <see cref="ReplayView"/>.</summary>
    public const string ConduitReplay = "/api/v1/conduits/{name}/replay";

    /// <summary>GET with `since`, `writes_min`: a policy from recorded traffic; <see cref="SuggestionView"/>.</summary>
    public const string ConduitSuggestion = "/api/v1/conduits/{name}/suggestion";

    /// <summary>GET with `conduit`, `kind`, `verdict`, `since`, `limit`: array of <see cref="FindingView"/>, last seen first.</summary>
    public const string Findings = "/api/v1/findings";

    /// <summary>GET: <see cref="FindingView"/>.</summary>
    public const string Finding = "/api/v1/findings/{id}";

    /// <summary>GET with `finding`, `conduit`, `since`: the frames kept around findings as a pcapng file.</summary>
    public const string Captures = "/api/v1/captures";

    /// <summary>GET with `conduit`, `client`, `class`, `since`, `new`, `sort`, `limit`: array of <see cref="FlowView"/>. `since` (last seen)
    /// and `new` (first seen) are a moment or a duration back from now.</summary>
    public const string Flows = "/api/v1/flows";

    /// <summary>GET: <see cref="FlowView"/> with everything known of it.</summary>
    public const string Flow = "/api/v1/flows/{id}";

    /// <summary>GET: <see cref="InventoryView"/>.</summary>
    public const string Inventory = "/api/v1/inventory";

    /// <summary>GET with `conduit`, `since`: array of <see cref="GapView"/>, oldest first.</summary>
    public const string Gaps = "/api/v1/gaps";

    /// <summary>POST: <see cref="TriageRequest"/> says that a finding is legitimate or meant to be refused; <see cref="FindingView"/>.</summary>
    public const string FindingTriage = "/api/v1/findings/{id}/triage";

    /// <summary>GET with `conduit`, `severity` (that one and higher), `since`, `open`, `limit`: array of <see cref="Core.Findings.Alerts.Alert"/>, last
    /// raised first.</summary>
    public const string Alerts = "/api/v1/alerts";

    /// <summary>POST: <see cref="TestAlertRequest"/> raises an alert that says that it is a test.</summary>
    public const string AlertTest = "/api/v1/alerts/test";

    /// <summary>GET: <see cref="Core.Findings.Alerts.Alert"/>.</summary>
    public const string Alert = "/api/v1/alerts/{id}";

    /// <summary>POST: <see cref="AcknowledgeRequest"/> notes that a person has seen it.</summary>
    public const string AlertAcknowledgement = "/api/v1/alerts/{id}/ack";

    /// <summary>POST: <see cref="ShelveRequest"/> counts alerts like it without sending them.</summary>
    public const string AlertShelf = "/api/v1/alerts/{id}/shelve";

    /// <summary>POST: <see cref="EvidenceRequest"/> gives a sealed report, <see cref="EvidenceView"/>; changes nothing.</summary>
    public const string ConduitEvidence = "/api/v1/conduits/{name}/evidence";

    /// <summary>GET: array of <see cref="SignedRehearsalView"/>. POST: <see cref="RehearsalRequest"/> signs one; <see cref="SignedRehearsalView"/>.</summary>
    public const string ConduitRehearsals = "/api/v1/conduits/{name}/rehearsals";

    /// <summary>GET: <see cref="RegimeView"/>. POST: <see cref="RegimeRequest"/> sets a regime by hand; <see cref="RegimeView"/>.</summary>
    public const string Regime = "/api/v1/regime";

    /// <summary>GET with `conduit`, `limit`: array of <see cref="ChangeView"/>, newest first. POST: <see cref="ProposalRequest"/>
    /// gives <see cref="ChangeResult"/>.</summary>
    public const string Changes = "/api/v1/changes";

    /// <summary>GET: <see cref="ChangeView"/>. The id `last` stands for the change that was last proposed.</summary>
    public const string Change = "/api/v1/changes/{id}";

    /// <summary>POST with `step` one of <see cref="ChangeStep"/> in lower case and optionally <see cref="StepRequest"/>:
    /// <see cref="ChangeResult"/>. The id `last` stands for the newest change that the step fits.</summary>
    public const string ChangeStep = "/api/v1/changes/{id}/{step}";

    /// <summary>POST: <see cref="CampaignRequest"/> begins to lead the zone's conduits to a mode; <see cref="CampaignView"/>.</summary>
    public const string ZoneMode = "/api/v1/zones/{name}/mode";

    /// <summary>POST: <see cref="CampaignRequest"/> begins to lead the conduit to a mode, step by step; <see cref="CampaignView"/>.</summary>
    public const string ConduitPlan = "/api/v1/conduits/{name}/plan";

    /// <summary>GET: array of <see cref="CampaignView"/>, newest first.</summary>
    public const string Campaigns = "/api/v1/campaigns";

    /// <summary>GET: <see cref="CampaignView"/>; the id `last` stands for the newest.</summary>
    public const string Campaign = "/api/v1/campaigns/{id}";

    /// <summary>POST with `step` one of <see cref="Api.CampaignStep"/> in lower case and optionally <see cref="CampaignStepRequest"/>:
    /// <see cref="CampaignView"/>.</summary>
    public const string CampaignStep = "/api/v1/campaigns/{id}/{step}";

    /// <summary>GET: <see cref="WorkView"/>, how far long work is that a request has named by <see cref="WorkHeader"/>.</summary>
    public const string Work = "/api/v1/work/{id}";

    /// <summary>Header by which a request for long work names it, so that its progress can be asked for: 1 to 64 letters and digits.</summary>
    public const string WorkHeader = "OtEdge-Work";

    /// <summary>GET: array of <see cref="TagView"/>, the process values of the site.</summary>
    public const string Tags = "/api/v1/tags";

    /// <summary>GET: array of <see cref="UserView"/>, who may act.</summary>
    public const string Users = "/api/v1/users";

    /// <summary>POST: a one-time token with which somebody sets their console password; <see cref="Serving.InvitationView"/>.</summary>
    public const string Invitation = "/api/v1/users/{name}/invitation";

    /// <summary>GET: array of <see cref="Serving.OpenSessionView"/>, who is signed in.</summary>
    public const string Sessions = "/api/v1/sessions";

    /// <summary>DELETE: signs somebody out.</summary>
    public const string OneSession = "/api/v1/sessions/{id}";

    /// <summary>GET: array of <see cref="Serving.TokenView"/>. POST: <see cref="Serving.TokenRequest"/> makes one; <see cref="Serving.TokenView"/> with
    /// its secret.</summary>
    public const string Tokens = "/api/v1/tokens";

    /// <summary>DELETE: revokes a token.</summary>
    public const string Token = "/api/v1/tokens/{id}";

    /// <summary>GET: <see cref="Keeping.SettingsView"/>, the settings in force.</summary>
    public const string Settings = "/api/v1/settings";

    /// <summary>GET: <see cref="Keeping.SettingsVerdict"/>, what would come of reading them again.</summary>
    public const string SettingsVerdict = "/api/v1/settings/verdict";

    /// <summary>GET: array of <see cref="Keeping.CertificateView"/>. POST: <see cref="Keeping.CertificateRequest"/> trusts one; <see cref="Keeping.CertificateView"/>.</summary>
    public const string Certificates = "/api/v1/certificates";

    /// <summary>GET: the certificate as PEM text.</summary>
    public const string Certificate = "/api/v1/certificates/{thumbprint}";

    /// <summary>POST: trusts it; <see cref="Keeping.CertificateView"/>.</summary>
    public const string CertificateTrust = "/api/v1/certificates/{thumbprint}/trust";

    /// <summary>POST: trusts it no longer; <see cref="Keeping.CertificateView"/>.</summary>
    public const string CertificateReject = "/api/v1/certificates/{thumbprint}/reject";

    /// <summary>POST: <see cref="Keeping.RenewalRequest"/> renews one that OtEdge presents; <see cref="Keeping.CertificateView"/>.</summary>
    public const string CertificateRenew = "/api/v1/certificates/own/{name}/renew";

    /// <summary>POST: a request for one that OtEdge presents; <see cref="Keeping.CertificateText"/>.</summary>
    public const string CertificateSigning = "/api/v1/certificates/own/{name}/request";

    /// <summary>GET: array of <see cref="Keeping.BackupView"/>. POST: <see cref="Keeping.BackupRequest"/> makes one; <see cref="Keeping.BackupView"/>.</summary>
    public const string Backups = "/api/v1/backups";

    /// <summary>GET: the file. DELETE: removes it.</summary>
    public const string Backup = "/api/v1/backups/{name}";

    /// <summary>GET: <see cref="Serving.SessionView"/>, who is signed in at the console. POST: <see cref="Serving.SignInRequest"/> signs in. DELETE: signs out.</summary>
    public const string Session = "/api/v1/session";

    /// <summary>POST: <see cref="Serving.AccountRequest"/> sets a password by a one-time token and signs in; <see cref="Serving.SessionView"/>.</summary>
    public const string Account = "/api/v1/account";

    /// <summary>POST: reads the settings again; <see cref="ReloadResult"/>.</summary>
    public const string Reload = "/api/v1/reload";

    /// <summary>GET: server-sent events `conduit`, `finding`, `change`, `campaign`, `alert`, each a <see cref="GatewayEvent"/>; resumes after `Last-Event-ID`.</summary>
    public const string Events = "/api/v1/events";

    /// <summary>GET: array of <see cref="BreakGlassView"/>, newest first.</summary>
    public const string Glasses = "/api/v1/break-glass";

    /// <summary>POST: <see cref="BreakGlassRequest"/> loosens the conduit at once; <see cref="BreakGlassView"/>.</summary>
    public const string ConduitBreakGlass = "/api/v1/conduits/{name}/break-glass";

    /// <summary>POST: <see cref="GlassReturnRequest"/> starts the change that leads back; <see cref="BreakGlassView"/>.</summary>
    public const string ConduitGlassReturn = "/api/v1/conduits/{name}/break-glass/return";

    /// <summary>POST: <see cref="GlassReviewRequest"/>; <see cref="BreakGlassView"/>.</summary>
    public const string GlassReview = "/api/v1/break-glass/{id}/review";

    /// <summary>GET: array of <see cref="PermitView"/>, newest first.</summary>
    public const string Permits = "/api/v1/permits";

    /// <summary>POST: <see cref="PermitRequest"/> asks for a time-boxed exception; <see cref="PermitView"/>.</summary>
    public const string ConduitPermits = "/api/v1/conduits/{name}/permits";

    /// <summary>POST: says yes to a permit; <see cref="PermitView"/>.</summary>
    public const string PermitApproval = "/api/v1/permits/{id}/approve";

    /// <summary>POST: ends a permit before its time; <see cref="PermitView"/>.</summary>
    public const string PermitEnd = "/api/v1/permits/{id}/end";

    /// <summary>GET: everything about one change as a zip archive that is verified anywhere.</summary>
    public const string ChangeArchive = "/api/v1/changes/{id}/archive";

    /// <summary>GET with `conduit`, `kind`, `subject`, `from`, `limit`: array of <see cref="AuditView"/>, oldest first.</summary>
    public const string Audit = "/api/v1/audit";

    /// <summary>GET: the whole audit as text, a JSON document on each line, with its checkpoints.</summary>
    public const string AuditExport = "/api/v1/audit/export";

    /// <summary>GET: <see cref="AuditProofView"/>, the whole chain followed and held against its checkpoints.</summary>
    public const string AuditProof = "/api/v1/audit/proof";

    /// <summary>GET: the description of this API by OpenAPI.</summary>
    public const string Description = "/openapi/v1.json";

    /// <summary>GET: 200 while the process answers.</summary>
    public const string Live = "/health/live";

    /// <summary>GET: 200 while every conduit listens and the journal can be written, otherwise 503 with what is wrong.</summary>
    public const string Ready = "/health/ready";

    /// <summary>A path with its name or id filled in, such as <c>For(Conduit, "filling")</c>.</summary>
    public static string For(string route, string name) => Fill(route, name);

    /// <summary>The path of one step of a change; <paramref name="id"/> may be <c>last</c>.</summary>
    public static string For(string id, ChangeStep step) =>
        Fill(ChangeStep, id).Replace("{step}", step.ToString().ToLowerInvariant(), StringComparison.Ordinal);

    /// <summary>The path of one step of a campaign; <paramref name="id"/> may be <c>last</c>.</summary>
    public static string For(string id, CampaignStep step) =>
        Fill(CampaignStep, id).Replace("{step}", step.ToString().ToLowerInvariant(), StringComparison.Ordinal);

    private static string Fill(string route, string name)
    {
        int start = route.IndexOf('{', StringComparison.Ordinal);
        int end = route.IndexOf('}', StringComparison.Ordinal);
        return string.Concat(route.AsSpan(0, start), Uri.EscapeDataString(name), route.AsSpan(end + 1));
    }
}
