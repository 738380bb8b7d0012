using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Gateway;

/// <summary>Says findings in words: who, what, where, and which rule or that none allows it.</summary>
internal static class FindingWords
{
    private const int IdHexDigits = 8;
    private const byte MaskWriteFunction = 22;
    private const int MaskBytes = 2 * sizeof(ushort);

    /// <summary>A finding of the data plane.</summary>
    /// <param name="found">As it left the loop.</param>
    /// <param name="names">Names of conduits, clients and tags.</param>
    public static Finding Of(in TrafficFinding found, SiteNames names)
    {
        string conduit = names.ConduitAt(found.Conduit);
        PolicyDocument? policy = found.Rules?.Policy;
        Decision decision = found.Decision;
        Operation operation = OperationOf(found);
        bool hasFunction = found.Function.Code > 0;
        bool hasTarget = found.Count > 0 && found.Space != RegisterSpace.None;
        string? client = found.Client?.ToString();
        string? asset = found.Deed is { Client.Client: { } told } ? names.Clients.NameOf(told)
            : found.Client is null ? null
            : names.Clients.NameOf(found.Client);
        string? function = found.Deed is { } deed ? OpcUaServices.NameOf(deed.Service) : hasFunction ? found.Function.ToString() : null;
        string? rule = DecisionText.RuleId(policy, decision);
        string? value = found.Deed is not null ? NodeFindingWords.Value(found)
            : hasTarget ? WrittenText(policy, operation, decision, names.TagsOf(conduit))
            : null;
        string key = string.Join(
            '|',
            conduit,
            found.Kind,
            found.Verdict,
            decision.Reason,
            client,
            hasFunction ? found.Unit : null,
            function,
            found.Deed is not null ? NodeFindingWords.Key(found.Deed)
                : hasTarget ? $"{found.Space}:{found.File}:{found.Address}+{found.Count}" : null,
            rule,
            found.Detail);
        return new Finding
        {
            Id = IdOf(key),
            Key = key,
            Conduit = conduit,
            Kind = found.Kind,
            Verdict = found.Verdict,
            Reason = decision.Reason,
            Client = client,
            ClientAsset = asset,
            Class = hasFunction || found.Deed is not null ? found.Class : null,
            Function = function,
            Node = found.Deed is null ? null : NodeFact.Of(found.Deed),
            Unit = hasFunction ? found.Unit : null,
            Space = hasTarget ? found.Space : null,
            File = hasTarget && found.Space == RegisterSpace.FileRecord ? found.File : null,
            Address = hasTarget ? found.Address : null,
            Count = hasTarget ? found.Count : null,
            Value = value,
            Rule = rule,
            RuleAt = DecisionText.RuleAt(policy, decision),
            PolicyDigest = policy?.Digest,
            Text = found.Deed is not null
                ? NodeFindingWords.Text(found, found.Deed, Who(client, asset))
                : TextOf(found, Who(client, asset), operation, value),
            FirstSeen = found.Utc,
            LastSeen = found.Utc,
        };
    }

    /// <summary>Recording had to shed findings.</summary>
    public static Finding Shed(string where, long count, DateTimeOffset now) =>
        OfGateway(FindingKind.RecordingShed, where, $"{where} had to shed findings; the counters of traffic are complete", now) with
        {
            Times = count,
        };

    /// <summary>Settings were rejected; the old ones stay.</summary>
    public static Finding SettingsRejected(string text, DateTimeOffset now) =>
        OfGateway(FindingKind.SettingsRejected, text, text, now);

    /// <summary>Something about a whole conduit.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="conduit">The conduit.</param>
    /// <param name="what">What makes two of them equal.</param>
    /// <param name="text">One sentence for people.</param>
    /// <param name="now">The moment.</param>
    public static Finding OfConduit(FindingKind kind, string conduit, string what, string text, DateTimeOffset now)
    {
        string key = $"{conduit}|{kind}|{what}";
        return new Finding { Id = IdOf(key), Key = key, Conduit = conduit, Kind = kind, Text = text, FirstSeen = now, LastSeen = now };
    }

    /// <summary>Something about the gateway.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="what">What makes two of them equal.</param>
    /// <param name="text">One sentence for people.</param>
    /// <param name="now">The moment.</param>
    public static Finding OfGateway(FindingKind kind, string what, string text, DateTimeOffset now)
    {
        string key = $"|{kind}|{what}";
        return new Finding { Id = IdOf(key), Key = key, Conduit = "", Kind = kind, Text = text, FirstSeen = now, LastSeen = now };
    }

    private static Operation OperationOf(in TrafficFinding found)
    {
        // The loop hands a mask write's two masks out as its data.
        bool isMask = found.Function.Code == MaskWriteFunction && found.Data.Length == MaskBytes;
        return new Operation
        {
            Class = found.Class,
            Function = found.Function,
            Unit = found.Unit,
            Space = found.Space,
            File = found.File,
            Address = found.Address,
            Count = found.Count,
            Data = isMask ? [] : found.Data,
            IsMask = isMask,
            AndMask = isMask ? BinaryPrimitives.ReadUInt16BigEndian(found.Data) : (ushort)0,
            OrMask = isMask ? BinaryPrimitives.ReadUInt16BigEndian(found.Data[sizeof(ushort)..]) : (ushort)0,
        };
    }

    private static string Who(string? client, string? asset) =>
        client is null ? "a client" : asset is null ? client : $"{asset} ({client})";

    // The tags of the site know values by name that the rule does not limit.
    private static string? WrittenText(
        PolicyDocument? policy, in Operation operation, in Decision decision, IEnumerable<Tag> tags)
    {
        var named = new List<string>();
        foreach (Tag tag in operation.Data.IsEmpty ? [] : tags)
        {
            if (tag.Unit == operation.Unit
                && tag.Space == operation.Space
                && ValueText.Of(operation, tag.Address, tag.Layout) is { } value)
            {
                named.Add(tag.EngineeringUnit is null ? $"{value} ({tag.Name})" : $"{value} {tag.EngineeringUnit} ({tag.Name})");
            }
        }

        return named.Count > 0 ? string.Join(", ", named) : ValueText.Written(policy, operation, decision);
    }

    private static string TextOf(in TrafficFinding found, string who, in Operation operation, string? value) => found.Kind switch
    {
        FindingKind.Refusal => RefusalText(found, who, operation, value),
        FindingKind.ShadowDifference => DifferenceText(found, who, operation),
        FindingKind.ExpiredRule or FindingKind.StepUnknown =>
            $"{who}: {DecisionText.Of(found.Rules?.Policy, operation, found.Decision)}",
        FindingKind.MalformedRequest => $"{who} sent a malformed request, which {Fate(found, "passed")}: {found.Detail}",
        FindingKind.MalformedReply => $"the device sent {who} a malformed reply, which {Fate(found, "passed")}: {found.Detail}",
        FindingKind.Opaque => $"the connection of {who} can no longer be read and {Fate(found, "passes unread")}: {found.Detail}",
        FindingKind.UnmatchedReply => $"a reply to {who} {Fate(found, "was passed on")}: {found.Detail}",
        FindingKind.ReplyMismatch => $"a reply to {who} does not fit its request and {Fate(found, "was passed on")}: {found.Detail}",
        FindingKind.UnknownException => $"the device answered {who} with an exception that is no Modbus: {found.Detail}",
        FindingKind.DeviceUnreachable => $"no connection to the device for {who}: {found.Detail}",
        FindingKind.DeviceTimeout => $"{who} got no answer for {DecisionText.What(operation)}: {found.Detail}",
        FindingKind.ConnectionLimit => $"{who} was turned away: {found.Detail}",
        FindingKind.PeerCertificate => $"{found.Detail}; the connection of {who} {Fate(found, "passed")}",
        FindingKind.UserIdentity => $"at {who}: {found.Detail}",
        FindingKind.ReverseConnect => found.Verdict == VerdictWord.Refused ? $"{who} called in and was turned away: {found.Detail}" : found.Detail!,
        FindingKind.FrameTimeout => $"a frame between {who} and the device was not finished and {Fate(found, "passed")}: {found.Detail}",
        FindingKind.JudgingFault => $"a request of {who} {Fate(found, "passed")} unjudged: {found.Detail}",
        _ => $"{who} {found.Detail}",
    };

    private static string DifferenceText(in TrafficFinding found, string who, in Operation operation)
    {
        string now = found.Verdict switch
        {
            VerdictWord.Refused => "is refused",
            VerdictWord.WouldBeRefused => "would be refused",
            _ => "passes",
        };
        string then = found.Decision.IsAllowed ? "would allow" : "would refuse";
        PolicyDocument? policy = found.Rules?.Policy;
        return $"candidate {policy?.Name} {then} what {now} now: {who}: {DecisionText.Of(policy, operation, found.Decision)}";
    }

    private static string RefusalText(in TrafficFinding found, string who, in Operation operation, string? value)
    {
        PolicyDocument? policy = found.Rules?.Policy;
        string place = DecisionText.RuleAt(policy, found.Decision) is null && policy is not null ? $" ({policy.File})" : "";
        bool saysValue = found.Decision.Reason is DecisionReason.Value or DecisionReason.TornValue or DecisionReason.Step;
        return $"{who} {Fate(found, "passed")}: {DecisionText.Of(policy, operation, found.Decision)}{place}"
            + (value is null || saysValue ? "" : $"; written: {value}");
    }

    private static string Fate(in TrafficFinding found, string passed) => found.Verdict switch
    {
        VerdictWord.Refused => "was refused",
        VerdictWord.WouldBeRefused => "would be refused",
        _ => passed,
    };

    private static string IdOf(string key) =>
        $"f-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..IdHexDigits]}";
}
