using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>Says findings in words, with who, what, where, and which rule or none.</summary>
internal static class FindingWords
{
    private const int IdHexDigits = 8;

    /// <summary>A finding of the data plane.</summary>
    /// <param name="found">As it left the loop.</param>
    /// <param name="conduit">Name of its conduit.</param>
    /// <param name="clients">Who is declared by which asset.</param>
    public static Finding Of(in TrafficFinding found, string conduit, DeclaredClients clients)
    {
        PolicyDocument? policy = found.Rules?.Policy;
        (string? rule, int line) = RuleOf(found.Decision, policy);
        bool isOperation = IsOperation(found.Kind);
        bool hasTarget = isOperation && found.Count > 0 && found.Space != RegisterSpace.None;
        string? client = found.Client?.ToString();
        string? function = isOperation ? found.Function.ToString() : null;
        string key = string.Join(
            '|',
            conduit,
            found.Kind,
            found.Verdict,
            found.Decision.Reason,
            client,
            isOperation ? found.Unit : null,
            function,
            hasTarget ? $"{found.Space}:{found.File}:{found.Address}+{found.Count}" : null,
            rule,
            isOperation ? null : found.Detail);
        return new Finding
        {
            Id = IdOf(key),
            Key = key,
            Conduit = conduit,
            Kind = found.Kind,
            Verdict = found.Verdict,
            Reason = found.Decision.Reason,
            Client = client,
            ClientAsset = found.Client is null ? null : clients.NameOf(found.Client),
            Class = isOperation ? found.Class : null,
            Function = function,
            Unit = isOperation ? found.Unit : null,
            Space = hasTarget ? found.Space : null,
            File = hasTarget && found.Space == RegisterSpace.FileRecord ? found.File : null,
            Address = hasTarget ? found.Address : null,
            Count = hasTarget ? found.Count : null,
            Value = found.DataBytes > 0 ? ValueText(found) : null,
            Rule = rule,
            RuleAt = rule is null || policy is null ? null : $"{policy.File}:{line}",
            PolicyDigest = policy?.Digest,
            Text = TextOf(found, client is null ? null : clients.NameOf(found.Client!) ?? client, rule, policy, line),
            FirstSeen = found.Utc,
            LastSeen = found.Utc,
        };
    }

    /// <summary>Recording had to shed findings.</summary>
    public static Finding Shed(string where, long count, DateTimeOffset now) =>
        OfGateway(FindingKind.RecordingShed, where, $"{where} had to shed findings; counters of traffic are complete", now) with
        {
            Times = count,
        };

    /// <summary>Settings were rejected; the old ones stay.</summary>
    public static Finding SettingsRejected(string text, DateTimeOffset now) => OfGateway(FindingKind.SettingsRejected, text, text, now);

    private static Finding OfGateway(FindingKind kind, string what, string text, DateTimeOffset now)
    {
        string key = $"|{kind}|{what}";
        return new Finding { Id = IdOf(key), Key = key, Conduit = "", Kind = kind, Text = text, FirstSeen = now, LastSeen = now };
    }

    private static bool IsOperation(FindingKind kind) => kind is FindingKind.Refusal or FindingKind.ExpiredRule
        or FindingKind.StepUnknown or FindingKind.JudgingFault or FindingKind.ReplyMismatch or FindingKind.DeviceTimeout
        or FindingKind.UnknownException;

    private static (string? Rule, int Line) RuleOf(in Decision decision, PolicyDocument? policy)
    {
        if (policy is null || decision.Rule < 0)
        {
            return (null, 0);
        }

        return decision.Reason == DecisionReason.Pinned
            ? (policy.Pinned[decision.Rule].Id, policy.Pinned[decision.Rule].Line)
            : (policy.Rules[decision.Rule].Id, policy.Rules[decision.Rule].Line);
    }

    private static string TextOf(in TrafficFinding found, string? client, string? rule, PolicyDocument? policy, int line)
    {
        var text = new StringBuilder(client ?? "The device");
        if (IsOperation(found.Kind))
        {
            text.Append($": {Words.Of(found.Class)} (function {found.Function}) on unit {found.Unit}");
            if (found.Count > 0 && found.Space != RegisterSpace.None)
            {
                text.Append($", {Words.Of(found.Space).Replace('_', '-')} {new AddressRange(found.Address, found.Address + found.Count - 1)}");
            }
        }

        text.Append($": {Words.Of(found.Kind).Replace('_', ' ')}");
        if (found.Kind == FindingKind.Refusal)
        {
            text.Clear().Append(TextOfRefusal(found, client));
        }

        if (found.Detail is not null)
        {
            text.Append($" ({found.Detail})");
        }

        if (rule is not null)
        {
            text.Append($"; rule {rule} ({policy!.File}:{line})");
        }
        else if (found.Kind == FindingKind.Refusal)
        {
            text.Append("; no rule allows it");
        }

        return text.ToString();
    }

    private static string TextOfRefusal(in TrafficFinding found, string? client)
    {
        string target = found.Count > 0 && found.Space != RegisterSpace.None
            ? $", {Words.Of(found.Space).Replace('_', '-')} {new AddressRange(found.Address, found.Address + found.Count - 1)}"
            : "";
        return $"{Words.Of(found.Verdict).Replace('_', ' ')}: {client} {Words.Of(found.Class)} (function {found.Function}) on unit "
            + $"{found.Unit}{target}: {Words.Of(found.Decision.Reason).Replace('_', ' ')}";
    }

    private static string ValueText(in TrafficFinding found) => Convert.ToHexStringLower(found.Data);

    private static string IdOf(string key) =>
        $"f-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..IdHexDigits]}";
}
