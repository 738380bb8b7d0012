using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>
/// Which roles an endpoint is open to over the network, and which scope a token needs for it. Looking is open to every role with few
/// exceptions; what is not listed here and does more than looking is open to nobody. The steps of a change are judged once more, by
/// governance.
/// </summary>
public static class AccessTable
{
    private const PersonRoles Acting = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security | PersonRoles.Safety | PersonRoles.Administrator;

    private static readonly Dictionary<string, PersonRoles> Rules = new(StringComparer.Ordinal)
    {
        [ApiRoutes.Changes] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.ChangeStep] = Acting,
        [ApiRoutes.ConduitRollback] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.ConduitRestart] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.ConduitShadow] = PersonRoles.Engineer | PersonRoles.Security,
        [ApiRoutes.ConduitDraft] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security,
        [ApiRoutes.ConduitReplay] = PersonRoles.All,
        [ApiRoutes.ConduitPolicyCheck] = PersonRoles.All,
        [ApiRoutes.ConduitEvidence] = PersonRoles.All,
        [ApiRoutes.ConduitRehearsals] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Safety,
        [ApiRoutes.FindingTriage] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security,
        [ApiRoutes.AlertAcknowledgement] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security,
        [ApiRoutes.AlertShelf] = PersonRoles.Operator | PersonRoles.Security,
        [ApiRoutes.AlertTest] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.Regime] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.ZoneMode] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.ConduitPlan] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.CampaignStep] = Acting,
        [ApiRoutes.Reload] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.ConduitBreakGlass] = Acting,
        [ApiRoutes.ConduitGlassReturn] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.GlassReview] = Acting,
        [ApiRoutes.ConduitPermits] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.PermitApproval] = Acting,
        [ApiRoutes.PermitEnd] = Acting,
        [ApiRoutes.Invitation] = PersonRoles.Administrator,
        [ApiRoutes.Sessions] = PersonRoles.All,
        [ApiRoutes.OneSession] = PersonRoles.All,
        [ApiRoutes.Tokens] = PersonRoles.All,
        [ApiRoutes.Token] = PersonRoles.All,
        [ApiRoutes.Certificates] = PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.CertificateTrust] = PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.CertificateReject] = PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.CertificateRenew] = PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.CertificateSigning] = PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.Backups] = PersonRoles.Administrator,
        [ApiRoutes.Backup] = PersonRoles.Administrator,
    };

    // What is not for everybody's eyes.
    private static readonly string[] Confidential = [ApiRoutes.Backups, ApiRoutes.Backup];

    // What is not listed takes the scope act.
    private static readonly Dictionary<string, TokenScope> Scopes = new(StringComparer.Ordinal)
    {
        [ApiRoutes.ConduitReplay] = TokenScope.Read,
        [ApiRoutes.ConduitEvidence] = TokenScope.Read,
        [ApiRoutes.Changes] = TokenScope.Propose,
        [ApiRoutes.ConduitDraft] = TokenScope.Propose,
        [ApiRoutes.ConduitShadow] = TokenScope.Propose,
        [ApiRoutes.FindingTriage] = TokenScope.Propose,
        [ApiRoutes.Invitation] = TokenScope.Administer,
        [ApiRoutes.Sessions] = TokenScope.Administer,
        [ApiRoutes.OneSession] = TokenScope.Administer,
        [ApiRoutes.Tokens] = TokenScope.Administer,
        [ApiRoutes.Token] = TokenScope.Administer,
        [ApiRoutes.Certificates] = TokenScope.Administer,
        [ApiRoutes.CertificateTrust] = TokenScope.Administer,
        [ApiRoutes.CertificateReject] = TokenScope.Administer,
        [ApiRoutes.CertificateRenew] = TokenScope.Administer,
        [ApiRoutes.CertificateSigning] = TokenScope.Administer,
        [ApiRoutes.Backups] = TokenScope.Administer,
        [ApiRoutes.Backup] = TokenScope.Administer,
    };

    // Steps of a change that traffic does not feel.
    private static readonly string[] PreparingSteps = [Word(ChangeStep.Check), Word(ChangeStep.Withdraw)];

    // What these ask of whom is said by governance itself, better than by a table.
    private static readonly HashSet<string> JudgedByGovernance =
    [
        ApiRoutes.Changes, ApiRoutes.ChangeStep, ApiRoutes.ConduitRollback, ApiRoutes.ZoneMode, ApiRoutes.ConduitPlan, ApiRoutes.CampaignStep,
        ApiRoutes.ConduitBreakGlass, ApiRoutes.ConduitGlassReturn, ApiRoutes.GlassReview, ApiRoutes.ConduitPermits, ApiRoutes.PermitApproval,
        ApiRoutes.PermitEnd,
    ];

    /// <summary>The roles of which one is needed at the local socket; <see cref="PersonRoles.None"/>: it is open to whoever may open the socket.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="route">The route as <see cref="ApiRoutes"/> has it.</param>
    public static PersonRoles NeededAtSocket(string method, string route) =>
        Needed(method, route) is var needed && needed != PersonRoles.All && !JudgedByGovernance.Contains(route) ? needed : PersonRoles.None;

    /// <summary>The roles of which one is needed; <see cref="PersonRoles.None"/>: not open over the network.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="route">The route as <see cref="ApiRoutes"/> has it.</param>
    public static PersonRoles Needed(string method, string route) =>
        IsLook(method) && !Confidential.Contains(route) ? PersonRoles.All : Rules.GetValueOrDefault(route, PersonRoles.None);

    /// <summary>The scope that a token needs.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="route">The route as <see cref="ApiRoutes"/> has it.</param>
    /// <param name="step">The step of a change; null where the route has none.</param>
    public static TokenScope ScopeNeeded(string method, string route, string? step) =>
        IsLook(method) && !Confidential.Contains(route) ? TokenScope.Read
        : route == ApiRoutes.ChangeStep && PreparingSteps.Contains(step, StringComparer.OrdinalIgnoreCase) ? TokenScope.Propose
        : Scopes.GetValueOrDefault(route, TokenScope.Act);

    private static bool IsLook(string method) => method is "GET" or "HEAD";

    private static string Word(ChangeStep step) => step.ToString().ToLowerInvariant();
}
