using OtEdge.Console.Api;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>
/// Which roles an endpoint is open to over the network. Looking is open to every role; what is not listed here and does more than
/// looking is open to nobody. The steps of a change are judged once more, by governance.
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
        [ApiRoutes.ConduitEvidence] = PersonRoles.All,
        [ApiRoutes.ConduitRehearsals] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Safety,
        [ApiRoutes.FindingTriage] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security,
        [ApiRoutes.AlertAcknowledgement] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security,
        [ApiRoutes.AlertShelf] = PersonRoles.Operator | PersonRoles.Security,
        [ApiRoutes.AlertTest] = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security | PersonRoles.Administrator,
        [ApiRoutes.Regime] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.ZoneMode] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.CampaignStep] = Acting,
        [ApiRoutes.Reload] = PersonRoles.Engineer | PersonRoles.Administrator,
        [ApiRoutes.ConduitBreakGlass] = Acting,
        [ApiRoutes.ConduitGlassReturn] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.GlassReview] = Acting,
        [ApiRoutes.ConduitPermits] = PersonRoles.Operator | PersonRoles.Engineer,
        [ApiRoutes.PermitApproval] = Acting,
        [ApiRoutes.PermitEnd] = Acting,
        [ApiRoutes.Invitation] = PersonRoles.Administrator,
    };

    /// <summary>The roles of which one is needed; <see cref="PersonRoles.None"/>: not open over the network.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="route">The route as <see cref="ApiRoutes"/> has it.</param>
    public static PersonRoles Needed(string method, string route) =>
        method is "GET" or "HEAD" ? PersonRoles.All : Rules.GetValueOrDefault(route, PersonRoles.None);
}
