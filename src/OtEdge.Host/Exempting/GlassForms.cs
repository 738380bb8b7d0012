using System.Globalization;
using System.Net;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Exempting;

/// <summary>What each form of break-glass puts in force.</summary>
internal static class GlassForms
{
    /// <summary>The posture of a form; a lower one than what is asked for stays.</summary>
    public static PostureRecord Lowered(PostureRecord confirmed, BreakGlassForm form)
    {
        ConduitMode highest = form == BreakGlassForm.Unread ? ConduitMode.Bypass : ConduitMode.Monitor;
        return confirmed.Mode <= highest ? confirmed : confirmed with { Mode = highest, Scope = EnforcementScope.Everything };
    }

    /// <summary>The policy that forwards the flow of a finding beside all that it allows already.</summary>
    /// <param name="policy">The live policy.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="id">Id of the break-glass, which names the rule.</param>
    public static Answer<PolicyDocument> WithFlow(PolicyDocument policy, Finding finding, string id)
    {
        if (finding.Reason == DecisionReason.Pinned)
        {
            return Impossible(finding, "a pinned refusal holds in every mode but bypass", "break the glass with --unread if it must pass");
        }

        if (policy.Protocol != ConduitProtocol.ModbusTcp
            || FunctionOf(finding.Function) is not { } function
            || !IPAddress.TryParse(finding.Client, out IPAddress? client))
        {
            return Impossible(finding, "it names no Modbus operation that a rule could allow", "break the glass without --finding, down to monitor");
        }

        var rule = new Rule
        {
            Id = $"break-glass-{id}",
            Clients = [new ClientSelector(finding.ClientAsset ?? finding.Client!, [new IPNetwork(client, client.GetAddressBytes().Length * 8)])],
            Units = finding.Unit is { } unit ? [new AddressRange(unit, unit)] : [],
            Functions = [function],
            Ranges = finding is { Space: { } space, Address: { } first, Count: > 0 and var count }
                ? [new SpaceRange(space, new AddressRange(first, first + count - 1), finding.File ?? 0)]
                : [],
        };
        PolicyDocument wider = policy with { Rules = [.. policy.Rules, rule] };
        return wider with { Digest = PolicyDocumentJson.Digest(wider) };
    }

    private static Refusal Impossible(Finding finding, string why, string instead) =>
        new(RefusalKind.Conflict, "No such exception", $"{finding.Id} ({finding.Text}) cannot be forwarded alone: {why}; {instead}.");

    private static FunctionId? FunctionOf(string? text)
    {
        string[] parts = text?.Split('/') ?? [];
        return parts.Length is 1 or 2
            && byte.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out byte code)
            && int.TryParse(parts.Length == 2 ? parts[1] : "-1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int sub)
                ? new FunctionId(code, sub)
                : null;
    }
}
